import { covers, parseEpochCertificate } from './epoch-certificate.js';
import { IntegrityError } from './integrity-error.js';
import { splitNote } from './signed-note.js';
import { checkIdentity, isStreamId, MAX_IDENTITY_LENGTH, type StreamIdentity } from './stream-identity.js';
import { isUnixTime, type UnixTime } from './unix-time.js';
import { verifierKey } from './verifier-key.js';

/**
 * A short-lived Ed25519 key held in memory.
 *
 * @stable
 */
export interface EpochKey {
  /** 32 raw bytes. */
  readonly publicKey: Uint8Array;
  /** Returns the 64 raw bytes of the signature, at once. */
  sign(message: Uint8Array): Uint8Array;
}

/** @stable */
export interface StreamOptions {
  readonly identity: StreamIdentity;
  /** The retention class of all its records, such as `audit` or `operational`. Not empty. */
  readonly retention: string;
  /** 128 random bits as 32 lower-case hex digits; never used before. */
  readonly streamId: string;
  /** The epoch certificate for this stream and key: a note signed by the root. */
  readonly certificate: string;
  readonly epochKey: EpochKey;
  /** Cryptographically secure. Called for 1,024 bytes once in 64 records. */
  readonly randomBytes: (count: number) => Uint8Array;
  readonly now: UnixTime;
  /** The root key exists in this process only; nobody can have pinned it. Default false. */
  readonly provisional?: boolean | undefined;
  /** The stream that this one continues. Only one successor may name it. */
  readonly predecessor?: { readonly stream: string; readonly size: number; readonly root: Uint8Array } | undefined;
  /**
   * How long the store must keep these records, in whole seconds. Signed in `open` and in every rotation; a beginning that
   * is older may be gone. Default none: then nothing may.
   */
  readonly minimumRetentionSeconds?: number | undefined;
  /** Who seals: the records' own producer, or a collector on their way. Default `producer`. */
  readonly signer?: 'producer' | 'collector' | undefined;
  /** Attribute names of the resource and the scope: a record's attribute that would meet one in a store is renamed. */
  readonly neighbours?: readonly string[] | undefined;
}

/** Finds at start what a verifier would find months later. */
export function checkStreamOptions(options: StreamOptions): void {
  const { identity, retention, streamId, certificate, epochKey, now, predecessor, minimumRetentionSeconds } = options;
  checkIdentity(identity);
  if (!isStreamId(streamId)) throw wrong('its id is not 32 lower-case hex digits');
  if (
    typeof retention !== 'string' ||
    retention === '' ||
    retention.length > MAX_IDENTITY_LENGTH ||
    !retention.isWellFormed()
  ) {
    throw wrong('its retention class must be a short text');
  }
  if (minimumRetentionSeconds !== undefined && !isRetention(minimumRetentionSeconds)) {
    throw wrong('its minimum retention is not a whole number of seconds');
  }
  if (!isUnixTime(now)) throw wrong('its start time is not [seconds, nanoseconds]');
  if (predecessor !== undefined && (!isStreamId(predecessor.stream) || predecessor.root.length !== 32)) {
    throw wrong('its predecessor is not {stream, size, root}');
  }
  checkCertificate({ identity, streamId, certificate, epochKey, epoch: 1 });
}

/** Up to about 3,000 years. */
function isRetention(seconds: number): boolean {
  return Number.isInteger(seconds) && seconds >= 1 && seconds < 100_000_000_000;
}

function wrong(why: string): IntegrityError {
  return new IntegrityError('ERR_STREAM', `The stream cannot be opened: ${why}.`);
}

/** Whether the certificate speaks of exactly this stream and key; its signature is the verifier's business. */
export function checkCertificate(claim: {
  readonly identity: StreamIdentity;
  readonly streamId: string;
  readonly certificate: string;
  readonly epochKey: EpochKey;
  readonly epoch: number;
}): void {
  const { identity, streamId, epochKey, epoch } = claim;
  const certificate = parseEpochCertificate(splitNote(claim.certificate).text);
  verifierKey('epoch', epochKey.publicKey); // refused keys are refused here, too
  const fits =
    certificate.stream === streamId &&
    certificate.epoch === epoch &&
    certificate.organisation === identity.organisation &&
    certificate.tenant === identity.tenant &&
    (certificate.environment === 'any' || certificate.environment === identity.environment) &&
    covers(certificate.service, identity.service) &&
    Buffer.from(certificate.publicKey).equals(epochKey.publicKey);
  if (!fits)
    throw new IntegrityError('ERR_CERTIFICATE', 'The epoch certificate is for another stream, identity, epoch or key.');
}
