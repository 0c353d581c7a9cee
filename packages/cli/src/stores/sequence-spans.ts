import type { SequenceSpan } from './record-store.js';

/** Numbers that are asked for one by one; beyond, the whole stream is read. */
export const MAX_NUMBERS = 10_000;

/** Whether a text is a stream's id, and nothing that could be more in a query. */
export function isStreamId(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}

export function* numbersIn(spans: readonly SequenceSpan[]): Generator<number> {
  for (const { first, last } of spans) for (let number = first; number <= last; number += 1) yield number;
}

/** How many numbers the spans hold. */
export function countNumbers(spans: readonly SequenceSpan[]): number {
  return spans.reduce((sum, { first, last }) => sum + Math.max(0, last - first + 1), 0);
}

/** Reads `17` and `17–19`, as reports write them; undefined for anything else. */
export function parseSpan(text: string): SequenceSpan | undefined {
  const [, first, last = first] = /^(\d{1,15})(?:–(\d{1,15}))?$/.exec(text) ?? [];
  return first === undefined ? undefined : { first: Number(first), last: Number(last) };
}
