import { ROOT_CONTEXT } from '@opentelemetry/api';
import type { LogRecordProcessor, ReadWriteLogRecord } from '@opentelemetry/sdk-logs';
import { detectingProcessor, shownParties } from '@otelseal/detection';
import { detectionFactsOf } from '@otelseal/log-processors';
import { ATTR_AUDIT_ACTOR_ID, ATTR_CLIENT_ADDRESS, type SelfTelemetry } from '@otelseal/semantic-conventions';
import type { ResolvedDetection } from './detection-settings.js';
import { noticedLogRecord } from './noticed-log-record.js';
import { timesOf } from './times-of.js';

/** The stages that a record of detection goes through. It is made of sanitized names and must not be encoded twice. */
interface FollowingStages {
  readonly enrich: LogRecordProcessor;
  /** Only for names that the configuration gives. */
  readonly sanitize: LogRecordProcessor;
  readonly seal: LogRecordProcessor;
}

/** Watches records between sanitizing and sealing; what it notices is enriched and sealed like every event. */
export function detectingStage(
  { detecting }: ResolvedDetection,
  { enrich, sanitize, seal }: FollowingStages,
  telemetry: SelfTelemetry,
): LogRecordProcessor {
  return detectingProcessor(detecting, {
    factsOf: detectionFactsOf,
    timesOf,
    telemetry,
    emit(noticed) {
      const record = noticedLogRecord(noticed) as ReadWriteLogRecord;
      enrich.onEmit(record, ROOT_CONTEXT);
      seal.onEmit(record, ROOT_CONTEXT);
    },
    shown({ actor, client }) {
      const attributes = { [ATTR_AUDIT_ACTOR_ID]: actor ?? '', [ATTR_CLIENT_ADDRESS]: client ?? '' };
      const record = { attributes } as unknown as ReadWriteLogRecord;
      sanitize.onEmit(record, ROOT_CONTEXT);
      return shownParties(record.attributes);
    },
  });
}
