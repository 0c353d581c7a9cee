import { verifyStrictly } from '../ed25519.js';
import { covers, type EpochCertificate, parseEpochCertificate } from '../epoch-certificate.js';
import { IntegrityError, NoteError } from '../integrity-error.js';
import { printable } from '../printable.js';
import { judgedNote, type UnverifiedNote } from '../signed-note.js';
import { originOf, type StreamIdentity } from '../stream-identity.js';
import { speaksFor, type Trust, type TrustRoot } from '../trust.js';
import type { Condition, TamperVerdict } from '../verdict.js';
import { type VerifierKey, verifierKey } from '../verifier-key.js';

/** A key that may sign a stream's checkpoints, and for which sizes. */
export interface Epoch {
  readonly certificate: EpochCertificate;
  readonly key: VerifierKey;
  /** Sizes above this one are the epoch's. */
  readonly after: number;
  /** Up to and including this size; infinite for the last epoch. */
  readonly until: number;
}

/** Why a certificate gives no trusted key. `key` is there when it could at least be read. */
export interface Refusal {
  readonly verdict: TamperVerdict | Condition;
  readonly field: string;
  readonly detail: string;
  /** Only because the root may be in other hands since some time, which a witness's word of before would cure. */
  readonly isCompromise?: boolean;
}

export interface Certified {
  readonly certificate: EpochCertificate;
  readonly key: VerifierKey;
  readonly root: TrustRoot | undefined;
  /** Undefined when a trusted root says that this key may seal this stream. */
  readonly refusal: Refusal | undefined;
  readonly note: UnverifiedNote;
}

/**
 * Reads an epoch certificate and asks the trust file about it. A key that nobody trusts is still returned: it shows
 * whether the stream is at least consistent in itself.
 */
export function certify(
  noteText: string,
  stream: string,
  identity: StreamIdentity,
  trust: Trust | undefined,
): Certified | Refusal {
  try {
    const note = judgedNote(noteText);
    const certificate = parseEpochCertificate(note.text);
    const key = verifierKey(originOf(identity, stream), certificate.publicKey);
    const root = rootOf(note, identity, trust);
    return { certificate, key, root, note, refusal: refusalOf({ note, certificate, stream, identity, trust, root }) };
  } catch (error) {
    if (!(error instanceof NoteError || error instanceof IntegrityError)) throw error;
    return { verdict: 'MODIFIED', field: 'control.certificate', detail: error.message };
  }
}

export function isCertified(result: Certified | Refusal): result is Certified {
  return 'certificate' in result;
}

/** Of several entries with one key, as for a gateway that seals for several tenants, the one for this identity. */
function rootOf(note: UnverifiedNote, identity: StreamIdentity, trust: Trust | undefined): TrustRoot | undefined {
  const known = (trust?.roots ?? []).filter(({ key }) =>
    note.signatures.some(({ name, keyId }) => name === key.name && keyId === key.keyId),
  );
  return known.find((root) => speaksFor(root, identity)) ?? known[0];
}

interface Claim {
  readonly note: UnverifiedNote;
  readonly certificate: EpochCertificate;
  readonly stream: string;
  readonly identity: StreamIdentity;
  readonly trust: Trust | undefined;
  readonly root: TrustRoot | undefined;
}

/** The first reason why this certificate does not make its key this stream's, in the order of SPEC.md. */
function refusalOf(claim: Claim): Refusal | undefined {
  const { certificate, stream, identity, trust, root, note } = claim;
  if (root === undefined) return unknownRoot(claim);
  if (!isSignedBy(note, root.key))
    return refusal('MODIFIED', 'control.certificate', 'the root did not sign this certificate');
  if (certificate.stream !== stream)
    return refusal('REPLAY', 'control.certificate', "the certificate is another stream's");
  if (!fits(certificate, identity)) {
    return refusal(
      'FOREIGN_KEY',
      'control.certificate',
      'the certificate is for another organisation, tenant, environment or service',
    );
  }
  if (!speaksFor(root, identity) || !root.purpose.includes('seal')) {
    return refusal(
      'FOREIGN_KEY',
      'control.certificate',
      `the root ${printable(root.key.name)} may not seal for this identity`,
    );
  }
  if (
    certificate.notBefore < (root.notBefore ?? 0) ||
    certificate.notAfter > (root.notAfter ?? Number.POSITIVE_INFINITY)
  ) {
    return refusal('BAD_EPOCH', 'control.certificate', 'the certificate exceeds the validity of its root');
  }
  if (root.compromisedAfter !== undefined) {
    const when = new Date(root.compromisedAfter * 1000).toISOString();
    const detail = `the root ${printable(root.key.name)} may be in other hands since ${when}, and no witness saw this stream before`;
    return { ...refusal('UNTRUSTED', 'control.certificate', detail), isCompromise: true };
  }
  return trust === undefined ? refusal('UNTRUSTED', '-', 'no trust file was given') : undefined;
}

function unknownRoot({ note, identity, trust }: Claim): Refusal {
  const name = printable(note.signatures[0]?.name ?? '');
  if (trust === undefined) return refusal('UNTRUSTED', '-', 'no trust file was given');
  return trust.roots.some((root) => speaksFor(root, identity))
    ? refusal('FOREIGN_KEY', 'control.certificate', `the root ${name} is not one of those that speak for this identity`)
    : refusal(
        'UNTRUSTED',
        'control.certificate',
        `the trust file knows neither the root ${name} nor anyone who speaks for this identity`,
      );
}

function refusal(verdict: Refusal['verdict'], field: string, detail: string): Refusal {
  return { verdict, field, detail };
}

function fits(certificate: EpochCertificate, identity: StreamIdentity): boolean {
  return (
    certificate.organisation === identity.organisation &&
    certificate.tenant === identity.tenant &&
    (certificate.environment === 'any' || certificate.environment === identity.environment) &&
    covers(certificate.service, identity.service)
  );
}

/** Whether the note bears a right signature of this key. */
export function isSignedBy(note: UnverifiedNote, { name, keyId, key }: VerifierKey): boolean {
  const message = Buffer.from(note.text);
  return note.signatures.some(
    (line) => line.name === name && line.keyId === keyId && verifyStrictly(key, message, line.signature),
  );
}
