// A service without NodeSDK: a logger provider by hand, with two exporters.
import { logs } from '@opentelemetry/api';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { ConsoleLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { security } from '@otelseal/security-events';

const processors = [new ConsoleLogRecordExporter(), new OTLPLogExporter()].map(
  (exporter) => new SimpleLogRecordProcessor({ exporter }),
);
logs.setGlobalLoggerProvider(
  new LoggerProvider({ resource: resourceFromAttributes({ 'service.name': 'shop' }), processors }),
);
security.authn.loginFailure({ actor: { type: 'user', id: 'u-1' }, method: 'password', reason: 'wrong_password' });
