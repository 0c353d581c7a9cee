import {
  CONDITIONS,
  type Condition,
  type Finding,
  type ReportedCondition,
  TAMPER_VERDICTS,
  type TamperVerdict,
} from '../verdict.js';
import { type Interval, WHOLE_STREAM } from './judged-range.js';

/** Findings and conditions kept of one stream; the rest is counted. */
const MAX_REMARKS = 1_000;

export interface NewRemark {
  readonly verdict: TamperVerdict | Condition;
  /** A number, or both ends of a run. */
  readonly sequence: number | { readonly first: number; readonly last: number };
  readonly field: string;
  readonly detail: string;
  readonly place: string;
}

/** Collects what is to be said about one stream, within bounds. */
export class Remarks {
  readonly #stream: string;
  readonly #interval: Interval;
  readonly #findings: (Finding & { readonly at: number })[] = [];
  readonly #conditions: ReportedCondition[] = [];
  readonly #left = new Map<TamperVerdict, number>();

  /** @param interval numbers outside of it are not spoken of; 0, which stands for the stream, always is */
  constructor(stream: string, interval: Interval = WHOLE_STREAM) {
    this.#stream = stream;
    this.#interval = interval;
  }

  addAll(remarks: Iterable<NewRemark>): void {
    for (const remark of remarks) this.add(remark);
  }

  /** A remark on what concerns the stream as a whole, wherever it stands. */
  addAlways(remark: NewRemark): void {
    this.#add(remark, remark.sequence);
  }

  add(remark: NewRemark): void {
    const sequence = this.#within(remark.sequence);
    if (sequence !== undefined) this.#add(remark, sequence);
  }

  #add({ verdict, field, detail, place }: NewRemark, sequence: NewRemark['sequence']): void {
    const text = sequenceText(sequence);
    if (isCondition(verdict)) {
      if (this.#conditions.length < MAX_REMARKS) {
        this.#conditions.push({ condition: verdict, stream: this.#stream, sequence: text, detail });
      }
    } else if (this.#findings.length < MAX_REMARKS) {
      const at = typeof sequence === 'number' ? sequence : sequence.first;
      this.#findings.push({
        verdict,
        stream: this.#stream,
        sequence: text,
        field,
        ...(place === '-' ? {} : { place }),
        detail,
        at,
      });
    } else {
      this.#left.set(verdict, (this.#left.get(verdict) ?? 0) + 1);
    }
  }

  #within(sequence: NewRemark['sequence']): NewRemark['sequence'] | undefined {
    const { after, until } = this.#interval;
    if (typeof sequence === 'number')
      return sequence === 0 || (sequence > after && sequence <= until) ? sequence : undefined;
    const run = { first: Math.max(sequence.first, after + 1), last: Math.min(sequence.last, until) };
    return run.first <= run.last ? run : undefined;
  }

  /** Findings in the order of precedence, then by number. */
  sorted(): { readonly findings: readonly Finding[]; readonly conditions: readonly ReportedCondition[] } {
    const findings = this.#findings
      .toSorted((a, b) => TAMPER_VERDICTS.indexOf(a.verdict) - TAMPER_VERDICTS.indexOf(b.verdict) || a.at - b.at)
      .map(({ at: _, ...finding }) => finding);
    for (const [verdict, count] of this.#left) {
      findings.push({ verdict, stream: this.#stream, sequence: '-', field: '-', detail: `${count} more of this kind` });
    }
    const conditions = this.#conditions.toSorted(
      (a, b) => CONDITIONS.indexOf(a.condition) - CONDITIONS.indexOf(b.condition),
    );
    return { findings, conditions };
  }
}

export function isCondition(verdict: TamperVerdict | Condition): verdict is Condition {
  return (CONDITIONS as readonly string[]).includes(verdict);
}

function sequenceText(sequence: NewRemark['sequence']): string {
  if (typeof sequence === 'number') return sequence === 0 ? '-' : String(sequence);
  return sequence.first === sequence.last ? String(sequence.first) : `${sequence.first}–${sequence.last}`;
}
