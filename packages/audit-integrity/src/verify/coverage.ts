import { printableBare } from '../printable.js';
import type { WitnessDirectory } from '../witness/witness-directory.js';
import type { Gathered } from './gathered.js';
import type { StreamVerdict } from './stream-verdict.js';

/** What a verdict says nothing about: one line each. An honest report has some, even when all is well. */
export function coverageOf(gathered: Gathered, verdicts: readonly StreamVerdict[]): string[] {
  const { trust, directory, unsealed, added, unreadable, firstUnreadable } = gathered;
  const lines: string[] = [];
  if (trust === undefined) lines.push('no trust file: nobody says whose keys these are');
  if (directory !== undefined) {
    lines.push(enumeratedBy(directory));
  } else if ((trust?.expectedServices.length ?? 0) === 0) {
    lines.push('streams not enumerable: if all records of a stream were removed, it would not show');
  } else {
    lines.push('no external directory: a second stream of an expected service could be gone without a trace');
  }
  if (verdicts.some(({ trusted, root }) => trusted && root?.custody === 'local')) {
    lines.push('root key on signing host, no forward security: who takes that host over can seal a false history');
  }
  const { range } = gathered;
  if (range !== undefined) {
    lines.push('only the range was judged: what was sealed before and after it may be anything');
    const { count, first } = gathered.astray;
    if (count > 0) {
      const which = `${count} records show a time within the range and say that they were sealed outside of it`;
      lines.push(`${which}: whether they were is not judged, first ${printableBare(first)}`);
    }
  }
  const pending = verdicts.reduce((sum, verdict) => sum + verdict.pending, 0);
  if (pending > 0) lines.push(`${pending} records of streams that go on are younger than their last signed root`);
  const alive = verdicts.filter((verdict) => !verdict.closed && verdict.isAlive).length;
  if (alive > 0) lines.push(`${alive} streams go on: what they sealed after their last signed root could be gone`);
  const gone = verdicts.filter(
    ({ predecessor }) => predecessor !== undefined && !isHere(predecessor.stream, verdicts),
  ).length;
  if (gone > 0) lines.push(`${gone} streams continue one that is not in this source`);
  const undisclosed = verdicts.reduce((sum, { moreGaps }) => sum + moreGaps, 0);
  if (undisclosed > 0) lines.push(`${undisclosed} more declared gaps are not listed`);
  if (unsealed.ordinary > 0)
    lines.push(`${unsealed.ordinary} ordinary log records are not sealed and were not looked at`);
  if (added.length > 0)
    lines.push(`${added.length} unsigned attributes beside the signed ones, not proven: ${someOf(added)}`);
  if (unreadable > 0) {
    lines.push(`${unreadable} pieces of the source cannot be read, first ${printableBare(firstUnreadable)}`);
  }
  lines.push('not compared: observed times, scope names, schema URLs');
  return lines;
}

function enumeratedBy({ head, until }: WitnessDirectory): string {
  const when = new Date((until ?? head.seconds) * 1000).toISOString();
  return `streams enumerated by the witness ${printableBare(head.witness.name)} up to ${when}: what it never saw is not`;
}

/** Names shown of a longer list. */
const SHOWN_NAMES = 4;

function someOf(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN_NAMES).map(printableBare).join(', ');
  return names.length > SHOWN_NAMES ? `${shown} and ${names.length - SHOWN_NAMES} more` : shown;
}

function isHere(stream: string, verdicts: readonly StreamVerdict[]): boolean {
  return verdicts.some((verdict) => verdict.stream === stream);
}
