import type { Incident } from '@otelseal/detection';
import type { ReplayLabel } from './replayed-record.js';

/** Labels that are kept; more are not looked at, and counted. */
const MAX_LABELS = 2_000_000;

interface Tally {
  incidents: number;
  confirmed: number;
  refuted: number;
}

/** How often each detector spoke, for how many accounts, and how often it was right where the truth is known. */
export class ReplayScore {
  readonly #labels = new Map<string, ReplayLabel>();
  readonly #tallies = new Map<string, Tally>();
  #unkept = 0;

  /** Labels beyond the bound. */
  get unkept(): number {
    return this.#unkept;
  }

  label(recordId: string, label: ReplayLabel): void {
    if (this.#labels.size < MAX_LABELS || this.#labels.has(recordId)) this.#labels.set(recordId, label);
    else this.#unkept += 1;
  }

  count({ detector, records }: Incident): void {
    const tally = this.#tallies.get(detector) ?? { incidents: 0, confirmed: 0, refuted: 0 };
    this.#tallies.set(detector, tally);
    tally.incidents += 1;
    const labels = records.map((record) => this.#labels.get(record));
    if (labels.includes('attack')) tally.confirmed += 1;
    else if (labels.includes('benign')) tally.refuted += 1;
  }

  /** `brute_force 12 (precision 91.7 %: 11 of 12)`, one for each detector that spoke. */
  lines(): readonly string[] {
    return [...this.#tallies]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([detector, tally]) => `${detector} ${tally.incidents}${precision(tally)}`);
  }
}

function precision({ confirmed, refuted }: Tally): string {
  const judged = confirmed + refuted;
  if (judged === 0) return '';
  return ` (precision ${((confirmed / judged) * 100).toFixed(1)} %: ${confirmed} of ${judged} that are labelled)`;
}
