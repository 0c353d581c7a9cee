import { replacementFor, type SanitizeAction } from './actions.js';
import type { PersonalKind } from './detect/detector.js';
import { type FoldedText, fold } from './detect/fold.js';
import { HAS_LINE_BREAK, MAY_NEED_ENCODING, NEEDS_FOLDING } from './detect/symbols.js';
import type { TextScanner } from './detect/text-scanner.js';
import { encodeControls, escapeUnit } from './encode-controls.js';
import { FoundSpans } from './found-spans.js';
import type { InjectionProfile } from './injection-profiles.js';
import { cut, redacted } from './marker.js';
import { isIpv6, truncateAddress } from './personal/ip-address.js';
import type { Pseudonyms } from './pseudonym.js';
import { RecentTexts } from './recent-texts.js';
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

const NO_CONTEXT: TextContext = { keepsPersonal: false, numbersAreOrdinary: false };
const NO_SPANS: readonly Span[] = [];
const NOT_PLAIN = MAY_NEED_ENCODING | NEEDS_FOLDING | HAS_LINE_BREAK;
/** Every record has new ones; alone they are random and no secret unless the field's name says so, which is asked before. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const UUID_LENGTH = 36;
const PROTOTYPE_NAMES = /^(?:__proto__|constructor|prototype)$/;
/** Units before and behind a cut that are judged with it, so that no secret is halved by it: as long as a value can be. */
export const LOOK_AROUND = 8_192;
/** What the last place that was judged may still belong to begins at most so far before it. */
const LOOK_BACK = 1_024;
/** Below this a shortened text shows its beginning only. */
const LEAST_ROOM_FOR_END = 4_096;

/** What a text holds, apart from each other and in order, and up to where it was judged. */
interface Detected {
  readonly spans: readonly Span[];
  readonly judgedTo: number;
  /** Do the rows of a table go on behind the text? */
  readonly endsInTable: boolean;
}

/** Redacts on the raw text, then encodes what is left: an encoded secret would no longer look like one. */
export class TextSanitizer {
  readonly #parts: TextSanitizerParts;
  readonly #recent = new RecentTexts();
  readonly #found: FoundSpans;
  /** False for a record that was encoded before: its introducers are escaped already. */
  escapeIntroducer = true;

  constructor(parts: TextSanitizerParts) {
    this.#parts = parts;
    this.#found = new FoundSpans(parts);
  }

  sanitize(text: string, context: TextContext = NO_CONTEXT): string {
    if (text.length === UUID_LENGTH && this.#parts.userRules.values.length === 0 && UUID.test(text)) return text;
    const where = contextBit(context);
    const print = this.#recent.printOf(text);
    if (this.#recent.isClean(text, print, where)) return text;
    const { scanner, userRules, profiles, dryRun } = this.#parts;
    const seen = scanner.survey(text);
    const isPlain = (seen & NOT_PLAIN) === 0 && profiles.length === 0;
    const isSilent = !scanner.hasCandidates && userRules.values.length === 0 && (seen & NEEDS_FOLDING) === 0;
    const { spans, judgedTo } = isSilent
      ? { spans: NO_SPANS, judgedTo: text.length }
      : this.#detect(text, seen, context);
    if (judgedTo < text.length)
      return this.#show(text, 0, judgedTo - LOOK_BACK, spans) + cutFrom(text, judgedTo - LOOK_BACK);
    if (spans.length === 0) {
      if (!isPlain) return this.encode(text);
      this.#recent.addClean(text, print, where);
      return text;
    }
    for (const span of spans) this.#parts.count(span.rule);
    if (dryRun) return text;
    return replaceSpans(text, spans, isPlain ? asItIs : (part) => this.encode(part));
  }

  /**
   * Beginning and end of a text that is longer than `room`, with a marker for what is missing between them. There is no end where the
   * beginning ends in a table: nobody could tell what its last rows hold.
   */
  sanitizeEnds(text: string, room: number, context: TextContext = NO_CONTEXT): string {
    const tail = room < LEAST_ROOM_FOR_END ? 0 : room >> 3;
    const start = this.#start(text, room - tail, context);
    const end = tail === 0 || start.endsInTable ? '' : this.#sanitizeEnd(text, tail, context);
    const missing = start.endsInTable ? text.length - room + tail : text.length - room;
    return start.shown + cut(`${missing} characters`) + end;
  }

  /** The first `length` units; what begins there and ends behind is judged whole. */
  sanitizeStart(text: string, length: number, context: TextContext = NO_CONTEXT): string {
    return this.#start(text, length, context).shown;
  }

  #start(text: string, length: number, context: TextContext): { shown: string; endsInTable: boolean } {
    const window = text.slice(0, length + LOOK_AROUND);
    const { spans, judgedTo, endsInTable } = this.#detect(window, this.#parts.scanner.survey(window), context);
    const end = judgedTo < window.length ? Math.min(length, judgedTo - LOOK_BACK) : length;
    return {
      shown: this.#show(window, 0, end, spans) + (end < length ? cut('too many candidates') : ''),
      endsInTable,
    };
  }

  /** The last `length` units; what began before them is judged whole. Nothing if not all of it could be judged. */
  #sanitizeEnd(text: string, length: number, context: TextContext): string {
    const window = text.slice(text.length - length - LOOK_AROUND);
    const { spans, judgedTo } = this.#detect(window, this.#parts.scanner.survey(window), context);
    return judgedTo < window.length ? '' : this.#show(window, window.length - length, window.length, spans);
  }

  /** The part of a text from `from` up to `to`, on whole characters; a span that reaches into it is replaced whole. */
  #show(text: string, from: number, to: number, all: readonly Span[]): string {
    if (to <= from) return '';
    const start = splitsPair(text, from) ? from + 1 : from;
    const end = splitsPair(text, to) ? to - 1 : to;
    const spans = all.filter((span) => span.end > start && span.start < end);
    for (const span of spans) this.#parts.count(span.rule);
    if (this.#parts.dryRun) return text.slice(start, end);
    const first = Math.min(start, spans[0]?.start ?? start);
    const last = Math.max(end, spans.at(-1)?.end ?? end);
    const moved = spans.map((span) => ({ ...span, start: span.start - first, end: span.end - first }));
    return replaceSpans(text.slice(first, last), moved, (part) => this.encode(part));
  }

  /** Names of prototypes are spelled so that no consumer's `object[name] = …` reaches a prototype. */
  sanitizeName(name: string): string {
    if (PROTOTYPE_NAMES.test(name)) return escapeUnit(name.charCodeAt(0)) + name.slice(1);
    return this.sanitize(name);
  }

  /** Is there nothing to find and, but for line breaks, nothing to encode? */
  isPlainButForLineBreaks(text: string): boolean {
    const print = this.#recent.printOf(text);
    if (this.#recent.isClean(text, print, AS_STACK_TRACE)) return true;
    const { scanner, userRules, profiles } = this.#parts;
    const seen = scanner.survey(text);
    const isPlain =
      (seen & (MAY_NEED_ENCODING | NEEDS_FOLDING)) === 0 &&
      !scanner.hasCandidates &&
      userRules.values.length === 0 &&
      profiles.length === 0;
    if (isPlain) this.#recent.addClean(text, print, AS_STACK_TRACE);
    return isPlain;
  }

  /** How many places more the rules may look at; see `SanitizeBounds.maxCandidates`. */
  get candidates(): number {
    return this.#parts.scanner.allowance;
  }

  set candidates(count: number) {
    this.#parts.scanner.allowance = count;
  }

  actionFor(kind: PersonalKind): SanitizeAction {
    return this.#parts.personal[kind];
  }

  /** Is there anything in the text that a rule would take out? */
  holdsSomething(text: string): boolean {
    const seen = this.#parts.scanner.survey(text);
    if (!this.#parts.scanner.hasCandidates) return false;
    const { spans, judgedTo } = this.#detect(text, seen & ~NEEDS_FOLDING, NO_CONTEXT);
    return spans.length > 0 || judgedTo < text.length;
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

  #detect(text: string, seen: number, context: TextContext): Detected {
    if ((seen & NEEDS_FOLDING) === 0) return this.#find(text, context);
    const { scanner } = this.#parts;
    const { allowance } = scanner;
    const folded = fold(text);
    const asSeen = this.#findIn(folded, context);
    if (!folded.isUnmasked) return asSeen;
    // What looks like a quotation mark may end a value or be a letter of it: what either reading finds is gone.
    const left = scanner.allowance;
    scanner.allowance = allowance;
    const asWritten = this.#findIn(fold(text, 'written'), context);
    scanner.allowance = Math.min(left, scanner.allowance);
    return {
      spans: disjoint([...asSeen.spans, ...asWritten.spans]),
      judgedTo: Math.min(asSeen.judgedTo, asWritten.judgedTo),
      endsInTable: asSeen.endsInTable || asWritten.endsInTable,
    };
  }

  #findIn(folded: FoldedText, context: TextContext): Detected {
    this.#parts.scanner.survey(folded.text);
    const found = this.#find(folded.text, context);
    return {
      ...found,
      spans: found.spans.map((span) => unfold(span, folded)),
      judgedTo: folded.starts[found.judgedTo] as number,
    };
  }

  /** Finds in the text that was surveyed last. */
  #find(text: string, context: TextContext): Detected {
    const { scanner, userRules } = this.#parts;
    const found = this.#found;
    found.begin(text, context);
    const judgedTo = scanner.judge(text, found, context.keepsPersonal);
    for (const { name, pattern, action } of userRules.values) {
      for (const { start, end } of pattern.find(text)) found.byUser(start, end, name, action);
    }
    const detected = { spans: found.spans, judgedTo, endsInTable: found.isTableOpen };
    if (judgedTo < text.length) this.#parts.count('too-many-candidates');
    return detected;
  }
}

/** Nothing in the text has to be encoded. */
function asItIs(part: string): string {
  return part;
}

function cutFrom(text: string, at: number): string {
  return cut(`${text.length - Math.max(0, at)} characters`);
}

/** What is clean in one field may not be so in another. */
function contextBit(context: TextContext): number {
  return context.keepsPersonal === true
    ? context.numbersAreOrdinary === true
      ? 8
      : 4
    : context.numbersAreOrdinary === true
      ? 2
      : 1;
}

/** The context of a text whose line breaks stand before frames. */
const AS_STACK_TRACE = 16;

function unfold(span: Span, { starts }: FoldedText): Span {
  return { ...span, start: starts[span.start] as number, end: starts[span.end] as number };
}

function splitsPair(text: string, at: number): boolean {
  return at > 0 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800 && (text.charCodeAt(at) & 0xfc00) === 0xdc00;
}
