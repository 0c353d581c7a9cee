import { replacementFor, type SanitizeAction } from './actions.js';
import type { Found, PersonalKind } from './detect/detector.js';
import { type FoldedText, fold } from './detect/fold.js';
import { HAS_LINE_BREAK, MAY_NEED_ENCODING, NEEDS_FOLDING } from './detect/symbols.js';
import type { TextScanner } from './detect/text-scanner.js';
import { encodeControls, escapeUnit } from './encode-controls.js';
import type { InjectionProfile } from './injection-profiles.js';
import { redacted } from './marker.js';
import { isIpv6, truncateAddress } from './personal/ip-address.js';
import type { Pseudonyms } from './pseudonym.js';
import type { UserRules } from './rules/user-rules.js';
import { disjoint, replaceSpans, type Span } from './span.js';

/** What a sanitizer of texts is made of. */
export interface TextSanitizerParts {
  readonly scanner: TextScanner;
  readonly personal: Readonly<Record<PersonalKind, SanitizeAction>>;
  readonly pseudonyms: Pseudonyms | undefined;
  readonly userRules: UserRules;
  readonly profiles: readonly InjectionProfile[];
  readonly dryRun: boolean;
  readonly count: (rule: string) => void;
}

/** What the field that holds the text changes. */
export interface TextContext {
  /** Personal data are this field's purpose and stay. */
  readonly keepsPersonal?: boolean;
  /** A bare number here is an identifier, a time or a size. */
  readonly numbersAreOrdinary?: boolean;
}

const NO_CONTEXT: TextContext = {};
const NOT_PLAIN = MAY_NEED_ENCODING | NEEDS_FOLDING | HAS_LINE_BREAK;
const PROTOTYPE_NAMES = /^(?:__proto__|constructor|prototype)$/;
/** A secret that a cut would halve is at most this long. */
const LOOK_AHEAD = 4_096;

/** Redacts on the raw text, then encodes what is left: an encoded secret would no longer look like one. */
export class TextSanitizer {
  readonly #parts: TextSanitizerParts;
  /** False for a record that was encoded before: its introducers are escaped already. */
  escapeIntroducer = true;

  constructor(parts: TextSanitizerParts) {
    this.#parts = parts;
  }

  sanitize(text: string, context: TextContext = NO_CONTEXT): string {
    const { scanner, userRules, profiles, dryRun } = this.#parts;
    const seen = scanner.survey(text);
    const isPlain = (seen & NOT_PLAIN) === 0 && profiles.length === 0;
    if (!scanner.hasCandidates && userRules.values.length === 0 && (seen & NEEDS_FOLDING) === 0)
      return isPlain ? text : this.encode(text);
    const spans = this.#detect(text, seen, context);
    if (spans.length === 0) return isPlain ? text : this.encode(text);
    for (const span of spans) this.#parts.count(span.rule);
    return dryRun ? text : replaceSpans(text, spans, (part) => this.encode(part));
  }

  /** The first `length` units; what begins there and ends behind is judged whole. */
  sanitizeStart(text: string, length: number, context: TextContext = NO_CONTEXT): string {
    const end = splitsPair(text, length) ? length - 1 : length;
    const window = text.slice(0, end + LOOK_AHEAD);
    const spans = this.#detect(window, this.#parts.scanner.survey(window), context).filter((span) => span.start < end);
    for (const span of spans) this.#parts.count(span.rule);
    if (this.#parts.dryRun) return text.slice(0, end);
    return replaceSpans(text.slice(0, Math.max(end, spans.at(-1)?.end ?? 0)), spans, (part) => this.encode(part));
  }

  /** Names of prototypes are spelled so that no consumer's `object[name] = …` reaches a prototype. */
  sanitizeName(name: string): string {
    if (PROTOTYPE_NAMES.test(name)) return escapeUnit(name.charCodeAt(0)) + name.slice(1);
    return this.sanitize(name);
  }

  /** Is there nothing to find and, but for line breaks, nothing to encode? */
  isPlainButForLineBreaks(text: string): boolean {
    const { scanner, userRules, profiles } = this.#parts;
    const seen = scanner.survey(text);
    return (
      (seen & (MAY_NEED_ENCODING | NEEDS_FOLDING)) === 0 &&
      !scanner.hasCandidates &&
      userRules.values.length === 0 &&
      profiles.length === 0
    );
  }

  actionFor(kind: PersonalKind): SanitizeAction {
    return this.#parts.personal[kind];
  }

  /** Is there anything in the text that a rule would take out? */
  holdsSomething(text: string): boolean {
    const seen = this.#parts.scanner.survey(text);
    return this.#parts.scanner.hasCandidates && this.#detect(text, seen & ~NEEDS_FOLDING, NO_CONTEXT).length > 0;
  }

  /** What is left of a personal datum when the part that names somebody is cut off; a marker if it is none that can be cut. */
  truncateWhole(text: string, rule: string): string {
    this.#parts.count(rule);
    if (this.#parts.dryRun) return text;
    if (isIpv6(text) || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)) return truncateAddress(text);
    const kind = text.includes('@') ? 'email' : /^[\d -]{12,23}$/.test(text) ? 'pan' : undefined;
    return kind === undefined ? redacted(rule) : this.encode(replacementFor('truncate', kind, text, undefined));
  }

  encode(part: string): string {
    const encoded = encodeControls(part, { escapeIntroducer: this.escapeIntroducer, profiles: this.#parts.profiles });
    if (encoded === part) return part;
    this.#parts.count('control-characters');
    return this.#parts.dryRun ? part : encoded;
  }

  /** What the text holds, apart from each other and in order. */
  #detect(text: string, seen: number, context: TextContext): readonly Span[] {
    const { scanner } = this.#parts;
    const folded = (seen & NEEDS_FOLDING) === 0 ? undefined : fold(text);
    const read = folded?.text ?? text;
    if (folded !== undefined) scanner.survey(read);
    const found = new FoundSpans(read, context, this.#parts);
    scanner.judge(read, found, context.keepsPersonal);
    for (const { name, pattern, action } of this.#parts.userRules.values) {
      for (const { start, end } of pattern.find(read)) found.byUser(start, end, name, action);
    }
    const spans = found.spans;
    return folded === undefined ? spans : spans.map((span) => unfold(span, folded));
  }
}

function unfold(span: Span, { starts }: FoldedText): Span {
  return { ...span, start: starts[span.start] as number, end: starts[span.end] as number };
}

/** Secrets win over personal data that they overlap: `user:password@host` is no e-mail address. */
class FoundSpans implements Found {
  readonly #text: string;
  readonly #context: TextContext;
  readonly #parts: TextSanitizerParts;
  readonly #secrets: Span[] = [];
  readonly #personal: Span[] = [];

  constructor(text: string, context: TextContext, parts: TextSanitizerParts) {
    this.#text = text;
    this.#context = context;
    this.#parts = parts;
  }

  secret(start: number, end: number, rule: string): void {
    if (end > start && !this.#parts.userRules.allowsValue(this.#text.slice(start, end)))
      this.#secrets.push({ start, end, rule, replacement: redacted(rule) });
  }

  personal(start: number, end: number, kind: PersonalKind): void {
    const action = this.#parts.personal[kind];
    if (action === 'keep' || this.#context.keepsPersonal === true) return;
    const value = this.#text.slice(start, end);
    if (this.#context.numbersAreOrdinary === true && /^\d+$/.test(this.#text)) return;
    if (this.#parts.userRules.allowsValue(value)) return;
    this.#personal.push({
      start,
      end,
      rule: kind,
      replacement: replacementFor(action, kind, value, this.#parts.pseudonyms),
    });
  }

  byUser(start: number, end: number, rule: string, action: SanitizeAction): void {
    if (action === 'keep') return;
    const value = this.#text.slice(start, end);
    this.#secrets.push({ start, end, rule, replacement: replacementFor(action, rule, value, this.#parts.pseudonyms) });
  }

  get spans(): Span[] {
    if (this.#personal.length === 0) return disjoint(this.#secrets);
    const secrets = disjoint(this.#secrets);
    const personal = disjoint(this.#personal);
    if (secrets.length === 0) return personal;
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

function splitsPair(text: string, at: number): boolean {
  return at > 0 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800 && (text.charCodeAt(at) & 0xfc00) === 0xdc00;
}
