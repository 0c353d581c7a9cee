import { ROOT_CONTEXT } from '@opentelemetry/api';
import type { LogRecordProcessor, ReadWriteLogRecord } from '@opentelemetry/sdk-logs';
import { detectingProcessor } from '@otelseal/detection';
import { detectionFactsOf } from '@otelseal/log-processors';
import type { SelfTelemetry } from '@otelseal/semantic-conventions';
import type { ResolvedDetection } from './detection-settings.js';
import { noticedLogRecord } from './noticed-log-record.js';

/** The stages that a record of detection goes through. It is made of sanitized names and must not be encoded twice. */
interface FollowingStages {
  readonly enrich: LogRecordProcessor;
  readonly seal: LogRecordProcessor;
}

/** Watches records between sanitizing and sealing; what it notices is enriched and sealed like every event. */
export function detectingStage(
  { detecting }: ResolvedDetection,
  { enrich, seal }: FollowingStages,
  telemetry: SelfTelemetry,
): LogRecordProcessor {
  return detectingProcessor(detecting, {
    factsOf: detectionFactsOf,
    telemetry,
    emit(noticed) {
      const record = noticedLogRecord(noticed) as ReadWriteLogRecord;
      enrich.onEmit(record, ROOT_CONTEXT);
      seal.onEmit(record, ROOT_CONTEXT);
    },
  });
}
