import type { LogRecordProcessor } from '@opentelemetry/sdk-logs';
import { enrichingProcessor, sanitizingProcessor } from '@otelseal/log-processors';
import type { SelfTelemetry } from '@otelseal/semantic-conventions';
import { SigningLogRecordExporter } from '@otelseal/signing-exporter';
import type { OtelsealSettings } from './configuration/otelseal-settings.js';
import { SealingProcessor } from './delivery/sealing-processor.js';

/** What a log record goes through, in this order, and the stage that knows how far records have come. */
export interface SecurityPipeline {
  readonly processors: readonly [enrich: LogRecordProcessor, sanitize: LogRecordProcessor, seal: LogRecordProcessor];
  readonly sealing: SealingProcessor;
}

/**
 * A record's journey. The order is the design:
 *
 * 1. **Enrich** while the record is raw: who, what, when, from where, how it ended; detection facts are taken before anything is masked.
 * 2. **Sanitize** before anything leaves the process: secrets out, people as the settings say, control characters encoded. It fails closed.
 * 3. **Seal and deliver** what is left: batched, hash-chained, signed, exported. Nothing after this stage may change a record.
 */
export function securityPipeline(settings: OtelsealSettings, telemetry: SelfTelemetry): SecurityPipeline {
  const enrich = enrichingProcessor({ ...settings.enrich, telemetry });
  const sanitize = sanitizingProcessor({ ...settings.sanitize, telemetry });
  const sealed = new SigningLogRecordExporter({ ...settings.sealing, telemetry });
  const sealing = new SealingProcessor(sealed, settings, telemetry);
  return { processors: [enrich, sanitize, sealing], sealing };
}
