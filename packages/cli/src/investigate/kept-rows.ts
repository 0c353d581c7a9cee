import type { TimelineRow } from './timeline-row.js';

/** Length of all texts that are kept of one kind of rows, in UTF-16 units: 50,000 rows have 640 each; a row of honest log has some 300. */
const MAX_UNITS = 32_000_000;

/** The earliest rows of one kind, each once, within bounds of number and of length. Up to twice as much is in memory meanwhile. */
export class KeptRows {
  readonly #maxRows: number;
  readonly #maxUnits: number;
  /** By what makes a row one: a store may hand it over twice. */
  #rows = new Map<string, TimelineRow>();
  #units = 0;
  #left = 0;

  constructor(maxRows: number, maxUnits: number = MAX_UNITS) {
    this.#maxRows = maxRows;
    this.#maxUnits = maxUnits;
  }

  add(identity: string, row: TimelineRow): void {
    if (!this.#rows.has(identity)) this.#units += unitsOf(row);
    this.#rows.set(identity, row);
    if (this.#rows.size >= this.#maxRows * 2 || this.#units >= this.#maxUnits * 2) this.#cut();
  }

  /** Rows that were found and are not kept; after `rows`. */
  get left(): number {
    return this.#left;
  }

  /** The earliest first; what has no time before all. */
  get rows(): readonly TimelineRow[] {
    this.#cut();
    return [...this.#rows.values()];
  }

  #cut(): void {
    const before = this.#rows.size;
    const sorted = [...this.#rows].sort(([, one], [, other]) => byTime(one, other)).slice(0, this.#maxRows);
    let units = 0;
    let count = 0;
    for (const [, row] of sorted) {
      const more = unitsOf(row);
      if (units + more > this.#maxUnits) break;
      units += more;
      count += 1;
    }
    this.#rows = new Map(sorted.slice(0, count));
    this.#units = units;
    this.#left += before - count;
  }
}

function unitsOf(row: TimelineRow): number {
  let units = 0;
  for (const text of Object.values(row)) if (typeof text === 'string') units += text.length;
  return units;
}

export function byTime(one: TimelineRow, other: TimelineRow): number {
  const [a, b] = [one.timeNs ?? 0n, other.timeNs ?? 0n];
  if (a !== b) return a < b ? -1 : 1;
  const incidents = Number(one.what === 'incident') - Number(other.what === 'incident');
  if (incidents !== 0) return incidents; // sealed before the event that it is about, at the same moment: read after it
  const [s, t] = [one, other].map(({ seal }) => (typeof seal === 'object' ? seal.sequence : 0)) as [number, number];
  return s - t;
}
