import type { Trust, TrustRoot, TrustWitness } from '../trust.js';
import type { VerifierKey } from '../verifier-key.js';
import { cosignedAt } from '../witness/cosignature.js';
import type { CheckpointClaim } from './checkpoint-claim.js';
import type { CollectedStream } from './collected-stream.js';

/** A witness's word for one checkpoint. */
export interface WitnessedSize {
  readonly size: number;
  readonly witness: TrustWitness;
  /** Seconds since 1970. */
  readonly seconds: number;
}

/** The largest size of the stream that a pinned witness vouches for, at or before that time; undefined for none. */
export function cosignedSize(
  stream: CollectedStream,
  origin: string,
  trust: Trust | undefined,
  until: number = Number.POSITIVE_INFINITY,
): WitnessedSize | undefined {
  if (trust === undefined || trust.witnesses.length === 0) return undefined;
  const question = `${stream.checkpoints.length} ${until} ${origin}`;
  const asked = known.get(stream) ?? new Map<string, WitnessedSize | undefined>();
  known.set(stream, asked);
  if (!asked.has(question)) asked.set(question, largestCosigned(stream, origin, trust, until));
  return asked.get(question);
}

/** What was found for a stream, its origin and a time: every copy of a rotation asks again. */
const known = new WeakMap<CollectedStream, Map<string, WitnessedSize | undefined>>();

function largestCosigned(
  stream: CollectedStream,
  origin: string,
  trust: Trust,
  until: number,
): WitnessedSize | undefined {
  const claims = stream.checkpoints.filter((claim) => claim.origin === origin).sort((a, b) => b.size - a.size);
  for (const claim of claims) {
    const seen = cosignatureOf(claim, trust, until);
    if (seen !== undefined) return seen;
  }
  return undefined;
}

function cosignatureOf(claim: CheckpointClaim, trust: Trust, until: number): WitnessedSize | undefined {
  for (const line of claim.signatures) {
    for (const witness of trust.witnesses) {
      const seconds = cosignedAt(claim.text, line, witness.key);
      if (seconds !== undefined && seconds <= until && counts(witness, seconds)) {
        return { size: claim.size, witness, seconds };
      }
    }
  }
  return undefined;
}

function counts({ notBefore, notAfter, compromisedAfter }: TrustWitness, seconds: number): boolean {
  const last = Math.min(notAfter ?? Number.POSITIVE_INFINITY, compromisedAfter ?? Number.POSITIVE_INFINITY);
  return seconds >= (notBefore ?? 0) && seconds <= last;
}

/** How much of the stream a witness had seen when its root may have fallen into other hands; 0 for nothing. */
export function witnessedBeforeCompromise(
  stream: CollectedStream,
  { key, root }: { readonly key: VerifierKey; readonly root: TrustRoot | undefined },
  trust: Trust | undefined,
): number {
  if (root?.compromisedAfter === undefined) return 0;
  return cosignedSize(stream, key.name, trust, root.compromisedAfter)?.size ?? 0;
}
