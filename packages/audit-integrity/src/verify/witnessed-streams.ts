import { printableBare } from '../printable.js';
import { originOf } from '../stream-identity.js';
import type { Finding, ReportedCondition } from '../verdict.js';
import { readDirectoryHead } from '../witness/directory-checkpoint.js';
import type { WitnessDirectory, WitnessedStream } from '../witness/witness-directory.js';
import { readNote } from './checkpoint-claim.js';
import type { CollectedStream } from './collected-stream.js';
import { cosignedSize } from './cosigned-size.js';
import { certify, isCertified } from './epochs.js';
import type { Gathered } from './gathered.js';
import type { StreamVerdict } from './stream-verdict.js';

/** What witnesses add to the judgement of streams. */
export interface WitnessJudgement {
  readonly findings: readonly Finding[];
  readonly conditions: readonly ReportedCondition[];
  readonly coverage: readonly string[];
}

/**
 * A checkpoint that the directory holds is a signed root like those of the records. One beyond what is here is left out:
 * it tells of a cut, not of a change.
 */
export function addWitnessedCheckpoints({ directory, streams }: Gathered): void {
  for (const stream of directory === undefined ? [] : streams) {
    const { newest, latest } = directory?.streams.get(stream.id) ?? {};
    const last = stream.leaves.runs().at(-1)?.last ?? 0;
    const seen = [newest, latest].find((one) => one !== undefined && one.size >= 1 && one.size <= last);
    if (seen === undefined) continue;
    stream.addCheckpoint({
      ...readNote(seen.note),
      proof: [],
      directory: '',
      isFromWitness: true,
      time: '',
      isShownWithin: false,
      mismatch: undefined,
      place: "the witness's directory",
    });
  }
}

/** SPEC.md, "Witness": what is missing by a witness's word, and whether its word is there where it was asked for. */
export function judgeWitness(gathered: Gathered, verdicts: readonly StreamVerdict[]): WitnessJudgement {
  const { directory, require, streams } = gathered;
  const byId = new Map(verdicts.map((verdict) => [verdict.stream, verdict]));
  const conditions: ReportedCondition[] = [];
  const coverage: string[] = [];
  if (require.includes('witness')) conditions.push(...unwitnessed(gathered, byId));
  if (directory === undefined) return { findings: [], conditions, coverage };
  for (const stream of streams) {
    const { condition, note } = rollbackSeenBy(stream, byId.get(stream.id), directory, gathered);
    if (condition !== undefined) conditions.push(condition);
    if (note !== undefined && coverage.length === 0) coverage.push(note);
  }
  return { findings: missing(gathered, directory, byId), conditions, coverage };
}

/** Streams whose signed end no pinned witness vouches for. */
function unwitnessed({ streams, trust }: Gathered, byId: ReadonlyMap<string, StreamVerdict>): ReportedCondition[] {
  return streams.flatMap((stream) => {
    const verdict = byId.get(stream.id);
    if (verdict === undefined) return [];
    const end = Math.min(verdict.signedSize, verdict.last);
    const seen = verdict.identity === undefined ? undefined : cosignedSize(stream, originIn(verdict), trust);
    if (seen !== undefined && seen.size >= end) return [];
    const detail =
      seen === undefined
        ? 'no witness that the trust file names vouches for this stream'
        : `a witness vouches for its first ${seen.size} records only`;
    return [
      { condition: 'NOT_WITNESSED', stream: stream.id, sequence: String((seen?.size ?? 0) + 1), detail } as const,
    ];
  });
}

function originIn({ identity, stream }: StreamVerdict): string {
  return identity === undefined ? '' : originOf(identity, stream);
}

/** A directory that has lost what its witness had once said is not what it was: then it enumerates nothing. */
function rollbackSeenBy(
  stream: CollectedStream,
  verdict: StreamVerdict | undefined,
  directory: WitnessDirectory,
  { trust }: Gathered,
): { readonly condition?: ReportedCondition; readonly note?: string } {
  const { head, until } = directory;
  const found = (detail: string): { readonly condition: ReportedCondition } => ({
    condition: { condition: 'NOT_WITNESSED', stream: stream.id, sequence: '-', detail },
  });
  const older = {
    note: "the witness's directory is older than this log: later streams and records are not enumerated",
  };
  const seen = verdict === undefined ? undefined : cosignedSize(stream, originIn(verdict), trust, until);
  const isSame = seen?.witness.key.name === head.witness.name && seen.witness.key.keyId === head.witness.keyId;
  if (seen !== undefined && isSame && seen.size > (directory.streams.get(stream.id)?.latest?.size ?? 0)) {
    if (seen.seconds > head.seconds) return older;
    return found(
      `the witness cosigned ${seen.size} records of it and its directory no longer knows: it was rolled back`,
    );
  }
  for (const note of new Set(stream.checkpoints.map((claim) => claim.directory))) {
    const then = note === '' ? undefined : readDirectoryHead(note, [head.witness]);
    if (then === undefined) continue;
    if (then.size > head.size) {
      if (then.seconds > head.seconds) return older;
      return found(`the witness's directory had ${then.size} entries and has ${head.size}: it was rolled back`);
    }
    if (then.root !== directory.rootAt(then.size)) {
      return found('the witness once signed another directory of the same size: it has two histories');
    }
  }
  return {};
}

/** Streams that the witness saw and that are not here, or not all of them. */
function missing(
  { trust, streams, range, leftOut }: Gathered,
  directory: WitnessDirectory,
  byId: ReadonlyMap<string, StreamVerdict>,
): Finding[] {
  const present = new Set(streams.map(({ id }) => id));
  const from = range?.from?.[0] ?? 0;
  const to = range?.to?.[0] ?? Number.POSITIVE_INFINITY;
  const findings: Finding[] = [];
  for (const seen of directory.streams.values()) {
    const size = seen.latest?.size ?? 0;
    if (size < 1 || seen.lastSeconds < from || seen.firstSeconds > to) continue;
    const certified = certify(seen.certificate, seen.stream, seen.identity, trust);
    const isOurs =
      isCertified(certified) && (certified.refusal === undefined || certified.refusal.isCompromise === true);
    if (!isOurs) continue;
    const verdict = byId.get(seen.stream);
    if (leftOut.mayHave(seen.stream)) continue; // it is here, and nothing is known of it
    if (!present.has(seen.stream)) findings.push(streamMissing(seen, size));
    else if (verdict !== undefined && range?.to === undefined) {
      // behind the end of a range nothing is kept, so nothing can be told about it
      const here = Math.max(verdict.last, verdict.signedSize);
      if (size > here) findings.push(truncated(seen.stream, here, size));
    }
  }
  return findings;
}

function streamMissing({ stream, identity, lastSeconds }: WitnessedStream, size: number): Finding {
  const when = new Date(lastSeconds * 1000).toISOString();
  const detail = `a witness saw ${size} records of it, of the service ${printableBare(identity.service)}, last ${when}`;
  return { verdict: 'STREAM_MISSING', stream, sequence: '-', field: 'service.name', detail };
}

function truncated(stream: string, here: number, size: number): Finding {
  const sequence = here + 1 === size ? `${size}` : `${here + 1}–${size}`;
  return { verdict: 'TRUNCATED', stream, sequence, field: '-', detail: `a witness saw ${size} records of it` };
}
