import { SeverityNumber } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  InMemoryLogRecordExporter,
  LoggerProvider,
  type ReadableLogRecord,
  SimpleLogRecordProcessor,
} from '@opentelemetry/sdk-logs';

/** Records made by the real SDK, one for each set of attributes. */
export function sdkRecords(attributeSets: readonly Readonly<Record<string, unknown>>[]): ReadableLogRecord[] {
  const exporter = new InMemoryLogRecordExporter();
  const provider = new LoggerProvider({
    resource: resourceFromAttributes({ 'service.name': 'shop' }),
    processors: [new SimpleLogRecordProcessor({ exporter })],
  });
  const logger = provider.getLogger('app', '1.0.0');
  for (const attributes of attributeSets) {
    logger.emit({
      eventName: 'security.test',
      severityNumber: SeverityNumber.WARN,
      severityText: 'WARN',
      timestamp: [1_790_000_000, 123_456_789],
      observedTimestamp: [1_790_000_000, 123_456_790],
      body: 'hello',
      attributes: { ...attributes },
    });
  }
  return exporter.getFinishedLogRecords();
}
