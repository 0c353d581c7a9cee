import { type EpochCertificate, parseEpochCertificate } from '../epoch-certificate.js';
import { IntegrityError } from '../integrity-error.js';
import { splitNote } from '../signed-note.js';
import { parseOrigin } from '../stream-identity.js';
import type { Trust } from '../trust.js';
import { type VerifierKey, verifierKey } from '../verifier-key.js';
import { certify, isCertified, isSignedBy } from '../verify/epochs.js';

/** A key under which a witness accepts an origin's checkpoints. */
export interface AdmittedEpoch {
  readonly certificate: EpochCertificate;
  readonly key: VerifierKey;
  readonly note: string;
}

/** Clocks of two hosts may differ by this much. */
const CLOCK_SKEW_SECONDS = 300;

/**
 * Whether a certificate admits its key: a pinned root signed it for this very origin, it is valid now, and from the second
 * epoch on the outgoing key, which was admitted before, countersigned it. Neither member when it had been admitted before.
 */
export function admittedEpoch(
  request: {
    readonly origin: string;
    readonly certificate: string;
    readonly known: readonly AdmittedEpoch[];
    readonly seconds: number;
  },
  trust: Trust,
): { readonly epoch?: AdmittedEpoch; readonly refusal?: string } {
  const { origin, certificate: note, known, seconds } = request;
  if (known.some((epoch) => epoch.note === note)) return {};
  const named = parseOrigin(origin);
  if (named === undefined) return { refusal: 'The origin is not that of a sealed stream.' };
  const certified = certify(note, named.stream, named.identity, trust);
  if (!isCertified(certified)) {
    return { refusal: `The certificate cannot be used: ${certified.detail.replace(/\.$/, '')}.` }; // a whole sentence
  }
  if (certified.refusal !== undefined) return { refusal: `The certificate is refused: ${certified.refusal.detail}.` };
  const { certificate, key } = certified;
  if (seconds < certificate.notBefore - CLOCK_SKEW_SECONDS || seconds > certificate.notAfter + CLOCK_SKEW_SECONDS) {
    return { refusal: 'The certificate is not valid now.' };
  }
  const outgoing = known.at(-1);
  if (certificate.epoch !== (outgoing?.certificate.epoch ?? 0) + 1) {
    return { refusal: `The next epoch that this witness can admit is ${(outgoing?.certificate.epoch ?? 0) + 1}.` };
  }
  if (outgoing !== undefined && !isSignedBy(certified.note, outgoing.key)) {
    return { refusal: 'The outgoing key did not countersign the certificate.' };
  }
  return { epoch: { certificate, key, note } };
}

/** A certificate that had been judged when it was admitted. */
export function readCertificate(origin: string, note: string): AdmittedEpoch {
  const named = parseOrigin(origin);
  if (named === undefined) throw new IntegrityError('ERR_WITNESS', 'An origin that is not that of a sealed stream.');
  const certificate = parseEpochCertificate(splitNote(note).text);
  return { certificate, key: verifierKey(origin, certificate.publicKey), note };
}
