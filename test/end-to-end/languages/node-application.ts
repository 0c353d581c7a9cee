// A Node application that uses OpenTelemetry alone: set up by OTEL_* variables, no part of Otelseal in it.
import { SeverityNumber } from '@opentelemetry/api-logs';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { defaultResource, detectResources, envDetector } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';

const provider = new LoggerProvider({
  resource: defaultResource().merge(detectResources({ detectors: [envDetector] })),
  processors: [new BatchLogRecordProcessor({ exporter: new OTLPLogExporter() })],
});
const logger = provider.getLogger('node-application');

for (let attempt = 0; attempt < 3; attempt += 1) {
  logger.emit({
    eventName: 'security.authn.login.failure',
    severityNumber: SeverityNumber.WARN,
    attributes: {
      'audit.actor.type': 'user',
      'audit.actor.id': 'node-user',
      'client.address': '203.0.113.9',
      'security.auth.method': 'password',
      'security.reason': 'wrong_password',
      attempt,
      weights: [0.5, 1.5],
    },
  });
}
logger.emit({ body: { card: '4111 1111 1111 1111', nested: { note: 'line one\nline two' } } });
await provider.shutdown();
