// An SDK that starts before Otelseal, queues a line at once, and exports only what one of its processors lets pass.
import { logs } from '@opentelemetry/api';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';

class WithoutDebug {
  constructor(inner) {
    this.inner = inner;
  }
  onEmit(record, context) {
    if (record.severityText !== 'DEBUG') this.inner.onEmit(record, context);
  }
  forceFlush() {
    return this.inner.forceFlush();
  }
  shutdown() {
    return this.inner.shutdown();
  }
}

const exporting = () => new BatchLogRecordProcessor({ exporter: new OTLPLogExporter() });
const processors = process.env['DIRECT'] === '1' ? [exporting()] : [new WithoutDebug(exporting())];
const resource = resourceFromAttributes({ 'service.name': 'shop' });
logs.setGlobalLoggerProvider(new LoggerProvider({ resource, processors }));
logs.getLogger('start').emit({ body: 'starting with password=hunter2' });
