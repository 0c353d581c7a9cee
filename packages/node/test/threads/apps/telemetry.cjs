// The SDK of a service that has one: `TELEMETRY=own`.
const { logs } = require('@opentelemetry/api');

if (process.env.TELEMETRY === 'own') {
  const { OTLPLogExporter } = require('@opentelemetry/exporter-logs-otlp-http');
  const { resourceFromAttributes } = require('@opentelemetry/resources');
  const { BatchLogRecordProcessor, LoggerProvider } = require('@opentelemetry/sdk-logs');
  const resource = resourceFromAttributes({ 'service.name': 'shop' });
  const scheduledDelayMillis = Number(process.env.OTEL_BLRP_SCHEDULE_DELAY); // read by the SDK for processors that it makes itself
  const processors = [new BatchLogRecordProcessor({ exporter: new OTLPLogExporter(), scheduledDelayMillis })];
  logs.setGlobalLoggerProvider(new LoggerProvider({ resource, processors }));
}

exports.record = (id) =>
  logs.getLogger('shop').emit({ eventName: 'security.authz.failure', attributes: { 'audit.actor.id': id } });
