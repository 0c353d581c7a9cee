// A service that logs a detail and a line, each with a password, by the global logger.
import { logs } from '@opentelemetry/api';

const logger = logs.getLogger('app');
logger.emit({ severityText: 'DEBUG', body: 'detail password=hunter2' });
logger.emit({ severityText: 'INFO', body: 'line password=hunter2' });
