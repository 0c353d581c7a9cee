import { base64urlOf } from '../hash-bytes.js';
import type { Finding } from '../verdict.js';
import type { PredecessorClaim, StreamVerdict } from './stream-verdict.js';

/** What streams say about each other. */
export interface Successions {
  readonly findings: readonly Finding[];
  /** By predecessor: what its one successor found beyond what the predecessor itself had signed. */
  readonly adopted: ReadonlyMap<string, PredecessorClaim>;
}

/**
 * A stream signs id, size and root of the one that it continues. So a predecessor that is shorter here was cut off, one
 * with another root or a longer signed history has two histories, and one with two successors as well. What the successor
 * found beyond the last signed root it vouches for.
 */
export function judgePredecessors(verdicts: readonly StreamVerdict[]): Successions {
  const byId = new Map(verdicts.map((verdict) => [verdict.stream, verdict]));
  const successors = new Map<string, string>();
  const adopted = new Map<string, PredecessorClaim>();
  const findings: Finding[] = [];
  for (const successor of verdicts) {
    const { stream, predecessor } = successor;
    if (predecessor === undefined) continue;
    const before = byId.get(predecessor.stream);
    const rival = successors.get(predecessor.stream);
    const about = { stream, sequence: '1', field: 'control.predecessor' };
    if (before !== undefined && !isOfOneService(before, successor)) {
      const detail = `${predecessor.stream} speaks under another identity or retention class`;
      findings.push({ verdict: 'FOREIGN_KEY', ...about, detail });
      continue;
    }
    if (rival !== undefined) {
      const detail = `${stream} and ${rival} both continue ${predecessor.stream}`;
      findings.push({ verdict: 'EQUIVOCATION', ...about, detail });
      continue;
    }
    successors.set(predecessor.stream, stream);
    if (before === undefined) continue;
    const finding = judge(before, predecessor);
    if (finding !== undefined) findings.push({ ...finding, stream: predecessor.stream });
    else if (predecessor.size > before.signedSize && !before.closed) adopted.set(predecessor.stream, predecessor);
  }
  return { findings, adopted };
}

/** A stream is continued by the same service, in the same retention class; its instance may be another. */
function isOfOneService(a: StreamVerdict, b: StreamVerdict): boolean {
  if (a.identity === undefined || b.identity === undefined) return true; // whoever it is, its records say nothing else
  return (
    a.retention === b.retention &&
    (['organisation', 'tenant', 'environment', 'service', 'namespace'] as const).every(
      (part) => a.identity?.[part] === b.identity?.[part],
    )
  );
}

function judge(before: StreamVerdict, { size, root }: PredecessorClaim): Omit<Finding, 'stream'> | undefined {
  if (before.last < size) {
    const sequence = before.last + 1 === size ? `${size}` : `${before.last + 1}–${size}`;
    const detail = `its successor was opened when it had ${size} records`;
    return { verdict: 'TRUNCATED', sequence, field: '-', detail };
  }
  const signed = before.rootOf(size);
  if (signed !== undefined && signed !== root) {
    const detail = `its successor was opened upon another history, of root ${base64urlOf(root)}`;
    return { verdict: 'EQUIVOCATION', sequence: `${size}`, field: 'root', detail };
  }
  if (size < before.signedSize) {
    const detail = `its successor was opened upon ${size} records, of which it had signed ${before.signedSize}`;
    return { verdict: 'EQUIVOCATION', sequence: `${size}`, field: 'root', detail };
  }
  return undefined;
}
