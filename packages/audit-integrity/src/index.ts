export { canonicalize } from './canonical-json.js';
export { type CanonicalObject, canonicalRecordText } from './canonical-record.js';
export { type CarriedSeal, carriedSeal } from './carried-seal.js';
export type { ElasticsearchHit } from './display/elasticsearch.js';
export type { LokiEntry } from './display/loki.js';
export { UnsignedNames } from './display/unsigned-names.js';
export { verifyEd25519 } from './ed25519.js';
export {
  covers as serviceCovers,
  type EpochCertificate,
  formatEpochCertificate,
  parseEpochCertificate,
} from './epoch-certificate.js';
export { type FoundStream, FoundStreams } from './found-streams.js';
export { IntegrityError, type IntegrityErrorCode, NoteError, type NoteErrorCode } from './integrity-error.js';
export { leafHash, nodeHash } from './leaf.js';
export { type ConsistencyProof, type InclusionProof, verifyConsistency, verifyInclusion } from './merkle-proof.js';
export { formatRedaction, type RedactionStatement } from './redaction-statement.js';
export type { DeclaredGap, Report, ReportedStream } from './report.js';
export { reportFirstLine, reportLines } from './report-text.js';
export { type CheckpointToSign, type Gap, openStream, type StreamSealer } from './seal-stream.js';
export type { RecordInput, SealedRecord, SealKind, SpanIdentity, WireSafeRecord } from './sealed-record.js';
export { formatNote, type NoteSignature, type OpenedNote, openNote, signatureLine } from './signed-note.js';
export {
  type StoredAttribute,
  type StoredLogRecord,
  type StoredRecord,
  type StoredValue,
  storedRecords,
} from './stored-record.js';
export { originOf, parseOrigin, type StreamIdentity } from './stream-identity.js';
export type { EpochKey, StreamOptions } from './stream-options.js';
export { parseTrust, type Trust, type TrustRoot, type TrustWitness } from './trust.js';
export type { UnixTime } from './unix-time.js';
export type { Acceptance, Condition, Finding, ReportedCondition, Requirement, TamperVerdict } from './verdict.js';
export { createVerifier } from './verifier.js';
export { formatVkey, parseVkey, type VerifierKey } from './verifier-key.js';
export {
  type LineVerifier,
  type UnreadablePiece,
  VERIFIER_DEFAULTS,
  type VerifiedRange,
  type Verifier,
  type VerifierOptions,
} from './verifier-options.js';
export { wireSafeRecord } from './wire/wire-safe-record.js';
export { type WireSafeMap, type WireSafeValue, wireSafeValue } from './wire/wire-safe-value.js';
export {
  type Cosignature,
  cosignatureLine,
  cosignaturesOf,
  formatWitnessVkey,
  parseWitnessVkey,
  type WitnessSigner,
} from './witness/cosignature.js';
export { cosignedPayload, StreamWatch, type Submission } from './witness/stream-watch.js';
export { WITNESS_DEFAULTS, Witness, type WitnessAnswer, type WitnessOptions } from './witness/witness.js';
export { directoryEnd, type WitnessDirectory, WitnessDirectoryReader } from './witness/witness-directory.js';
