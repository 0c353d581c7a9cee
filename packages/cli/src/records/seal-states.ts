import type { Condition, Report, TamperVerdict } from '@otelseal/audit-integrity';

import { parseSpan } from '../stores/sequence-spans.js';
import type { EvidenceRecord } from './evidence-record.js';

/** What the verdict says of one record: `sealed`, `not sealed`, `not proven …`, or the verdict on it and the field. */
export type SealState = string;

/** Conditions under which a record proves less than a seal should. The others are about the ends of a stream. */
const DOUBTFUL: ReadonlySet<Condition> = new Set(['UNTRUSTED', 'PROVISIONAL', 'UNPROMISED_TAIL', 'UNANCHORED']);

/** Findings about what is not there; the records around are none the worse. */
export const ABSENT: ReadonlySet<TamperVerdict> = new Set(['MISSING', 'TRUNCATED', 'STREAM_MISSING']);

interface Remark {
  readonly first: number;
  readonly last: number;
  readonly state: SealState;
  /** Whether nothing in its stream is proven any more. */
  readonly spoilsStream: boolean;
}

/** Tells for each record whether its seal holds, from the report over all of them. */
export class SealStates {
  readonly #remarks = new Map<string, Remark[]>();
  readonly #trusted: ReadonlySet<string>;
  /** Streams with more findings than the report lists: whatever it does not name may still be one. */
  readonly #beyond: ReadonlySet<string>;

  constructor({ findings, conditions, streams, counts }: Report) {
    this.#trusted = new Set(streams.filter(({ trusted }) => trusted).map(({ stream }) => stream));
    for (const { verdict, stream, sequence, field } of findings) {
      if (ABSENT.has(verdict)) continue;
      const state = field === '-' ? verdict : `${verdict} ${field}`;
      this.#note(stream, sequence, state, verdict !== 'DISPLAY_MISMATCH');
    }
    for (const { condition, stream, sequence } of conditions) {
      if (DOUBTFUL.has(condition)) this.#note(stream, sequence, `not proven (${condition})`, sequence === '-');
    }
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    this.#beyond = new Set(total > findings.length ? findings.map(({ stream }) => stream) : []);
  }

  of({ seal }: Pick<EvidenceRecord, 'seal'>): SealState {
    if (seal === undefined) return 'not sealed';
    if (seal === 'unreadable') return 'seal unreadable';
    const { stream, sequence } = seal;
    const remark = this.#remarks.get(stream)?.find((one) => isOf(one, sequence));
    if (remark !== undefined) return remark.state;
    if (!this.#trusted.has(stream)) return 'not proven (UNTRUSTED)';
    return this.#beyond.has(stream) ? 'not proven (more findings than are listed)' : 'sealed';
  }

  /** Whether what a record says by its signed values was signed by a trusted key, whatever the source shows beside them. */
  speaksSigned({ seal }: Pick<EvidenceRecord, 'seal'>): boolean {
    if (typeof seal !== 'object' || !this.#trusted.has(seal.stream) || this.#beyond.has(seal.stream)) return false;
    const remarks = this.#remarks.get(seal.stream)?.filter((one) => isOf(one, seal.sequence)) ?? [];
    return remarks.every(({ state }) => state.startsWith('DISPLAY_MISMATCH'));
  }

  /** Whether what a stream's records carry can be taken for what a trusted key signed. */
  isProven(stream: string): boolean {
    return this.#trusted.has(stream) && this.#remarks.get(stream)?.some(({ spoilsStream }) => spoilsStream) !== true;
  }

  #note(stream: string, sequence: string, state: SealState, spoilsStream: boolean): void {
    const { first, last } = parseSpan(sequence) ?? { first: 0, last: Number.POSITIVE_INFINITY };
    const known = this.#remarks.get(stream);
    const remark = { first, last, state, spoilsStream };
    if (known === undefined) this.#remarks.set(stream, [remark]);
    else known.push(remark);
  }
}

function isOf({ first, last }: Remark, sequence: number): boolean {
  return first <= sequence && sequence <= last;
}
