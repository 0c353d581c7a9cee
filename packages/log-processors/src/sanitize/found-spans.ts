import { replacementFor, type SanitizeAction } from './actions.js';
import type { Found, PersonalKind } from './detect/detector.js';
import { withEchoes } from './echoes.js';
import { isMarkersOnly, redacted } from './marker.js';
import { disjoint, type Span } from './span.js';
import type { TextContext, TextSanitizerParts } from './text-sanitizer.js';

const NO_SPANS: readonly Span[] = Object.freeze([]);

/** Secrets win over personal data that they overlap: `user:password@host` is no e-mail address. */
export class FoundSpans implements Found {
  readonly #parts: TextSanitizerParts;
  #text = '';
  #context: TextContext = {};
  #secrets: Span[] = [];
  #personal: Span[] = [];
  /** Does the text end in the rows of a table? */
  isTableOpen = false;

  constructor(parts: TextSanitizerParts) {
    this.#parts = parts;
  }

  /** Forgets the last text; one object serves all, since most hold nothing. */
  begin(text: string, context: TextContext): void {
    this.#text = text;
    this.#context = context;
    this.isTableOpen = false;
    if (this.#secrets.length > 0) this.#secrets = [];
    if (this.#personal.length > 0) this.#personal = [];
  }

  secret(start: number, end: number, rule: string): void {
    if (end <= start) return;
    const value = this.#text.slice(start, end);
    if (!this.#parts.userRules.allowsValue(value) && !isMarkersOnly(this.#text, start, end))
      this.#secrets.push({ start, end, rule, replacement: redacted(rule) });
  }

  personal(start: number, end: number, kind: PersonalKind): void {
    const action = this.#parts.personal[kind];
    if (action === 'keep' || this.#context.keepsPersonal === true) return;
    const value = this.#text.slice(start, end);
    if (this.#context.numbersAreOrdinary === true && /^\d+(?:,\d*)*$/.test(this.#text)) return;
    if (this.#parts.userRules.allowsValue(value)) return;
    this.#personal.push({
      start,
      end,
      rule: kind,
      replacement: replacementFor(action, kind, value, this.#parts.pseudonyms),
    });
  }

  endsInTable(): void {
    this.isTableOpen = true;
  }

  byUser(start: number, end: number, rule: string, action: SanitizeAction): void {
    if (action === 'keep') return;
    const value = this.#text.slice(start, end);
    this.#secrets.push({ start, end, rule, replacement: replacementFor(action, rule, value, this.#parts.pseudonyms) });
  }

  get spans(): readonly Span[] {
    if (this.#secrets.length + this.#personal.length === 0) return NO_SPANS; // the arrays are filled again for the next text
    const personal = disjoint(this.#personal);
    if (this.#secrets.length === 0) return personal;
    const secrets = withEchoes(this.#text, disjoint(this.#secrets), personal);
    if (personal.length === 0) return secrets;
    return [...secrets, ...without(personal, secrets)].sort((a, b) => a.start - b.start);
  }
}

/** Those of `spans` that overlap none of `taken`; both are in order. */
function without(spans: readonly Span[], taken: readonly Span[]): Span[] {
  let next = 0;
  return spans.filter((span) => {
    while (next < taken.length && (taken[next] as Span).end <= span.start) next++;
    return next === taken.length || (taken[next] as Span).start >= span.end;
  });
}
