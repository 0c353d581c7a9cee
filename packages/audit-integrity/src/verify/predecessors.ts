import type { Finding } from '../verdict.js';
import type { StreamVerdict } from './stream-verdict.js';

/**
 * What streams say about each other: a stream signs id, size and root of the one that it continues, so a predecessor that
 * is shorter here was cut off, one with another root has two histories, and one with two successors as well.
 */
export function judgePredecessors(verdicts: readonly StreamVerdict[]): Finding[] {
  const byId = new Map(verdicts.map((verdict) => [verdict.stream, verdict]));
  const successors = new Map<string, string>();
  const findings: Finding[] = [];
  for (const { stream, predecessor } of verdicts) {
    if (predecessor === undefined) continue;
    const rival = successors.get(predecessor.stream);
    if (rival !== undefined) {
      const detail = `${stream} and ${rival} both continue ${predecessor.stream}`;
      findings.push({ verdict: 'EQUIVOCATION', stream, sequence: '1', field: 'control.predecessor', detail });
    }
    successors.set(predecessor.stream, stream);
    const before = byId.get(predecessor.stream);
    const finding = before === undefined ? undefined : judge(before, predecessor.size, predecessor.root);
    if (finding !== undefined) findings.push({ ...finding, stream: predecessor.stream });
  }
  return findings;
}

function judge(before: StreamVerdict, size: number, root: string): Omit<Finding, 'stream'> | undefined {
  if (before.last < size) {
    const sequence = before.last + 1 === size ? `${size}` : `${before.last + 1}–${size}`;
    const detail = `its successor was opened when it had ${size} records`;
    return { verdict: 'TRUNCATED', sequence, field: '-', detail };
  }
  if (before.tree?.size === size && before.tree.root() !== root) {
    const detail = 'its successor was opened upon another history';
    return { verdict: 'EQUIVOCATION', sequence: `${size}`, field: 'root', detail };
  }
  return undefined;
}
