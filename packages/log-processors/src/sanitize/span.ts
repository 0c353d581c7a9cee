/** A part of a text that a rule wants replaced: units `start` up to, not including, `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly rule: string;
  readonly replacement: string;
}

/**
 * The text with every span replaced and what is between them encoded. Overlapping spans become one, replaced as the first one is:
 * a byte that any rule wants gone is gone.
 */
export function replaceSpans(text: string, spans: readonly Span[], encode: (part: string) => string): string {
  let result = '';
  let from = 0;
  for (const span of disjoint(spans)) {
    result += encode(text.slice(from, span.start)) + span.replacement;
    from = span.end;
  }
  return result + encode(text.slice(from));
}

function disjoint(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1);
    if (last === undefined || span.start >= last.end) merged.push(span);
    else if (span.end > last.end) merged[merged.length - 1] = { ...last, end: span.end };
  }
  return merged;
}
