import { encodeControls, escapeUnit } from './encode-controls.js';
import type { Findings } from './findings.js';
import { replaceSpans, type Span } from './span.js';

const PROTOTYPE_NAMES = /^(?:__proto__|constructor|prototype)$/;

/** Redacts on the raw text, then encodes what is left: an encoded secret would no longer look like one. */
export class TextSanitizer {
  readonly #findings: Findings;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  sanitize(text: string, path: readonly string[]): string {
    return this.#replace(text, this.#detect(text, path));
  }

  /** The first `length` units; what begins there and ends behind is judged whole. */
  sanitizeStart(text: string, length: number, path: readonly string[]): string {
    const end = splitsPair(text, length) ? length - 1 : length;
    const spans = this.#detect(text.slice(0, end + LOOK_AHEAD), path).filter((span) => span.start < end);
    const last = Math.max(end, ...spans.map((span) => span.end));
    return this.#replace(text.slice(0, last), spans);
  }

  sanitizeName(name: string): string {
    if (PROTOTYPE_NAMES.test(name)) return escapeUnit(name.charCodeAt(0)) + name.slice(1);
    return this.sanitize(name, []);
  }

  #detect(_text: string, _path: readonly string[]): Span[] {
    return [];
  }

  #replace(text: string, spans: readonly Span[]): string {
    for (const span of spans) this.#findings.add(span.rule);
    return replaceSpans(text, spans, (part) => this.#encode(part));
  }

  #encode(part: string): string {
    const encoded = encodeControls(part);
    if (encoded !== part) this.#findings.add('control-characters');
    return encoded;
  }
}

/** A secret that a cut would halve is at most this long. */
const LOOK_AHEAD = 4_096;

function splitsPair(text: string, at: number): boolean {
  return at > 0 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800 && (text.charCodeAt(at) & 0xfc00) === 0xdc00;
}
