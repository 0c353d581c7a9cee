export { AuditLogRecordProcessor } from './audit-log-record-processor.js';
export {
  type AuditProcessorOptions,
  SPOOL_DELIVERY_DEFAULTS,
  type SpoolDeliveryLimits,
} from './audit-processor-options.js';
export { BACKOFF_DEFAULTS, type BackoffOptions } from './delivery/backoff.js';
export type { SinkName } from './delivery/sink.js';
export { letExporterEnd } from './otlp/let-exporter-end.js';
export { otlpRecordExporter } from './otlp/otlp-record-exporter.js';
export type { OtlpOptions } from './otlp/otlp-transport.js';
export type { Clock } from './ports/clock.js';
export { letProcessEnd } from './ports/ending-process.js';
export { type RepairOptions, type RepairResult, repairSpool } from './repair/repair-spool.js';
export type { SealedPassage } from './sealing/sealed-passage.js';
export { SEALING_DEFAULTS, type SealingOptions } from './sealing/sealing-ports.js';
export type { StreamClaim } from './sealing/stream-claim.js';
export { IDENTITY_DEFAULTS, type IdentityOptions } from './sealing/stream-identity.js';
export { ephemeralSigner } from './signer/ephemeral-signer.js';
export {
  DEFAULT_ROOT_KEY_NAME,
  type Ed25519Jwk,
  type LocalKeySignerOptions,
  localKeySigner,
} from './signer/local-key-signer.js';
export { type ProcessSigner, type ProcessSignerOptions, processSigner } from './signer/process-signer.js';
export type { RootSigner } from './signer/root-signer.js';
export { SIGNING_CONSTRAINT_DEFAULTS, type SigningConstraints } from './signer/signing-constraints.js';
export { SigningError, type SigningErrorCode } from './signing-error.js';
export {
  DELIVERY_DEFAULTS,
  type DeliveryOptions,
  type SigningExporterOptions,
  type Some,
} from './signing-exporter-options.js';
export { SigningLogRecordExporter } from './signing-log-record-exporter.js';
export { type InspectedProcess, type InspectedSpool, inspectSpool } from './spool/inspect-spool.js';
export type { SinkBacklog } from './spool/sink-backlog.js';
export { SPOOL_DEFAULTS, type SpoolOptions } from './spool/spool-options.js';
export { WITNESS_CLIENT_DEFAULTS, type WitnessOptions } from './witness/witness-options.js';
