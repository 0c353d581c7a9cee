/**
 * What whoever seals needs, without the verifier: a service that loads this keeps a third of the package in memory. All of it is in
 * `@otelseal/audit-integrity`, too, and the same there.
 *
 * @module
 */

export { verifyEd25519 } from './ed25519.js';
export {
  covers as serviceCovers,
  type EpochCertificate,
  formatEpochCertificate,
  parseEpochCertificate,
} from './epoch-certificate.js';
export { type FoundStream, FoundStreams } from './found-streams.js';
export { IntegrityError, type IntegrityErrorCode } from './integrity-error.js';
export { type CheckpointToSign, type Gap, openStream, type StreamSealer } from './seal-stream.js';
export type { RecordInput, SealedRecord, SealKind, SpanIdentity, WireSafeRecord } from './sealed-record.js';
export { formatNote, type NoteSignature, signatureLine } from './signed-note.js';
export type { StreamIdentity } from './stream-identity.js';
export type { EpochKey, StreamOptions } from './stream-options.js';
export { parseTrust, type Trust, type TrustRoot, type TrustWitness } from './trust.js';
export type { UnixTime } from './unix-time.js';
export type { VerifierKey } from './verifier-key.js';
export { type WireSafeMap, type WireSafeValue, wireSafeValue } from './wire/wire-safe-value.js';
export { type Cosignature, cosignaturesOf, parseWitnessVkey } from './witness/cosignature.js';
export { cosignedPayload, StreamWatch, type Submission } from './witness/stream-watch.js';
