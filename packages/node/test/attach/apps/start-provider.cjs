// Starts the part of an SDK that sends logs.
const { logs } = require('@opentelemetry/api');
const { OTLPLogExporter } = require('@opentelemetry/exporter-logs-otlp-http');
const { resourceFromAttributes } = require('@opentelemetry/resources');
const { BatchLogRecordProcessor, LoggerProvider } = require('@opentelemetry/sdk-logs');

const processors = [new BatchLogRecordProcessor({ exporter: new OTLPLogExporter() })];
logs.setGlobalLoggerProvider(
  new LoggerProvider({ processors, resource: resourceFromAttributes({ 'service.name': 'shop' }) }),
);
