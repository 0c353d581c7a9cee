/** A part of a text that a rule wants replaced: units `start` up to, not including, `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly rule: string;
  readonly replacement: string;
}

/** The text with every span replaced and what is between them encoded. The spans are in order and apart from each other. */
export function replaceSpans(text: string, spans: readonly Span[], encode: (part: string) => string): string {
  let result = '';
  let from = 0;
  for (const span of spans) {
    if (span.start > from) result += encode(text.slice(from, span.start));
    result += span.replacement;
    from = span.end;
  }
  return from < text.length ? result + encode(text.slice(from)) : result;
}

/**
 * The spans in order, overlapping ones made one that is replaced as the first of them is: what any rule wants gone is gone.
 */
export function disjoint(spans: Span[]): Span[] {
  if (spans.length < 2) return spans;
  const merged: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1);
    if (last === undefined || span.start >= last.end) merged.push(span);
    else if (span.end > last.end) merged[merged.length - 1] = { ...last, end: span.end };
  }
  return merged;
}
