import type { LogRecordProcessor } from '@opentelemetry/sdk-logs';
import { enrichingProcessor } from '@otelseal/log-processors';
import type { Barrier, SelfTelemetry } from '@otelseal/semantic-conventions';
import { AuditLogRecordProcessor, SigningLogRecordExporter, type StreamClaim } from '@otelseal/signing-exporter';
import type { OtelsealSettings, SpoolDelivery } from './configuration/otelseal-settings.js';
import { DeliveryNotices } from './delivery/delivery-notices.js';
import { sanitizingStage } from './delivery/sanitizing-stage.js';
import { SealingProcessor } from './delivery/sealing-processor.js';
import { detectingStage } from './detection/detecting-stage.js';

/** What a log record goes through, in this order. The last stage knows how far records have come. */
export interface SecurityPipeline<Seal extends LogRecordProcessor = LogRecordProcessor & Barrier> {
  readonly enrich: LogRecordProcessor;
  readonly sanitize: LogRecordProcessor;
  /** Absent when detection is off. */
  readonly detect: LogRecordProcessor | undefined;
  readonly seal: Seal;
}

/**
 * A record's journey. The order is the design:
 *
 * 1. **Enrich** while the record is raw: who, what, when, from where, how it ended; detection facts are taken before anything is masked.
 * 2. **Sanitize** before anything leaves the process: secrets out, people as the settings say, control characters encoded. It fails closed.
 * 3. **Detect** attacks by the facts from before sanitizing, tell them with the names from after it. An incident is an event of its own.
 * 4. **Seal and deliver** what is left: hash-chained, signed, exported. Nothing after this stage may change a record. Where it cannot be
 *    delivered, that is an event of its own, too, once an episode.
 */
export function securityPipeline(settings: OtelsealSettings, telemetry: SelfTelemetry): SecurityPipeline {
  const notices = new DeliveryNotices();
  const stages = pipelineTo(sealingStage(settings, notices.watching(telemetry)), settings, telemetry);
  return { ...stages, enrich: notices.before(stages) };
}

/** The same journey to any last stage. */
export function pipelineTo<Seal extends LogRecordProcessor>(
  seal: Seal,
  settings: OtelsealSettings,
  telemetry: SelfTelemetry,
): SecurityPipeline<Seal> {
  const { detection } = settings;
  const enrich = enrichingProcessor({ ...settings.enrich, telemetry }, { locate: detection?.locate });
  const sanitize = sanitizingStage(settings.sanitize ?? {}, telemetry);
  const detect = detection && detectingStage(detection, { enrich, sanitize, seal }, telemetry);
  return { enrich, sanitize, detect, seal };
}

/** From memory to any exporter, or from a spool on disk to one receiver or several. */
function sealingStage(settings: OtelsealSettings, telemetry: SelfTelemetry): LogRecordProcessor & Barrier {
  const { delivery, shutdownTimeoutMillis } = settings;
  if ('spool' in delivery) return spoolingStage(settings, delivery, telemetry);
  const { exporter, batch } = delivery;
  const limits = { exportTimeoutMs: batch.exportTimeoutMillis, shutdownTimeoutMs: shutdownTimeoutMillis };
  const sealed = new SigningLogRecordExporter({ ...sealingOf(settings, telemetry), exporter, delivery: limits });
  return new SealingProcessor(sealed, { batch, shutdownTimeoutMillis }, telemetry);
}

/** @param claimOf whose records they are, where they are not the process's own */
export function spoolingStage(
  settings: OtelsealSettings,
  { spool, otlp, secondOtlp, exporter }: SpoolDelivery,
  telemetry: SelfTelemetry,
  claimOf?: () => StreamClaim | undefined,
): AuditLogRecordProcessor {
  const sinks = { otlp, secondOtlp, exporter };
  const delivery = { shutdownTimeoutMs: settings.shutdownTimeoutMillis };
  return new AuditLogRecordProcessor({ ...sealingOf(settings, telemetry), spool, ...sinks, delivery, claimOf });
}

function sealingOf(settings: OtelsealSettings, telemetry: SelfTelemetry) {
  const { identity, sealing, witness } = settings;
  const signer = settings.signer === undefined ? {} : { signer: settings.signer };
  return { ...signer, sealing, identity, telemetry, witness };
}
