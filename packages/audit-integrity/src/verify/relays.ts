import { sizeOf } from '../checkpoint.js';
import { binaryOfBase64url } from '../hash-bytes.js';
import { type BinaryHash, HASH_LENGTH } from '../merkle-tree.js';
import type { Finding } from '../verdict.js';
import type { CollectedStream } from './collected-stream.js';
import { candidates } from './leaf-candidates.js';
import type { StreamVerdict } from './stream-verdict.js';

/** What a relay's counter-seal says about a record that passed it. */
interface Passed {
  readonly stream: string;
  readonly sequence: number;
  readonly hash: BinaryHash;
}

/** Findings of this kind; one is enough for the verdict. */
const MAX_FINDINGS = 1_000;

/**
 * A relay seals hash, stream and number of each sealed record that passes it. So a stream of which records are here that a
 * trusted relay saw otherwise was changed on the way, and one that lacks them was cut.
 */
export function judgeRelays(verdicts: readonly StreamVerdict[], streams: readonly CollectedStream[]): Finding[] {
  const byId = new Map(streams.map((stream) => [stream.id, stream]));
  const judged = new Set(verdicts.map(({ stream }) => stream));
  const findings: Finding[] = [];
  for (const { stream: id, trusted, signedSize } of verdicts) {
    if (!trusted) continue;
    for (const { leaf, hash } of byId.get(id)?.relays ?? []) {
      if (leaf.sequence > signedSize || byId.get(id)?.leaves.hash(leaf.sequence) !== hash) continue;
      const passed = passedIn(leaf.control?.text.bind(leaf.control));
      const inner = passed === undefined ? undefined : byId.get(passed.stream);
      if (passed === undefined || inner === undefined || !judged.has(inner.id)) continue;
      const finding = compare(passed, inner, id);
      if (finding !== undefined && findings.length < MAX_FINDINGS) findings.push(finding);
    }
  }
  return findings;
}

function passedIn(text: ((name: string) => string | undefined) | undefined): Passed | undefined {
  const sequence = sizeOf(text?.('sequence') ?? '');
  const hash = binaryOfBase64url(text?.('leaf') ?? '');
  if (sequence === undefined || hash?.length !== HASH_LENGTH) return undefined;
  return { stream: text?.('stream') ?? '', sequence, hash };
}

function compare({ stream, sequence, hash }: Passed, inner: CollectedStream, relay: string): Finding | undefined {
  const here = candidates(inner, sequence);
  if (here.includes(hash)) return undefined;
  const about = { stream, sequence: String(sequence) };
  if (here.length > 0) {
    const detail = `the relay ${relay} saw another record of this number`;
    return { verdict: 'MODIFIED', ...about, field: 'audit.payload', detail };
  }
  const runs = inner.leaves.runs();
  if (sequence < (runs.at(-1)?.last ?? 0)) return undefined; // a hole in the stream: the stream itself says MISSING
  return { verdict: 'MISSING', ...about, field: '-', detail: `the relay ${relay} saw it, and it is not here` };
}
