import { types } from 'node:util';
import { hasTemplateMessage } from '../template-message.js';
import { SANITIZE_BOUNDS_DEFAULTS, type SanitizeBounds } from './bounds.js';
import { Findings } from './findings.js';
import { KeyRules } from './key-rules.js';
import { looksLikeCredential } from './keys/secret-key.js';
import { cut, omitted, redacted } from './marker.js';
import { NO_CATALOGUE } from './message-catalogue.js';
import { type CopyVisitor, freeName, ownValue, safeCopy } from './safe-copy.js';
import type { SanitizableRecord, SanitizedRecord } from './sanitizable-record.js';
import { SANITIZE_DEFAULTS, type SanitizeOptions } from './sanitize-options.js';
import { stackTraceLines } from './stack-trace.js';
import { TextSanitizer } from './text-sanitizer.js';

/**
 * Takes secrets, personal data and attacking characters out of log records. Pure: no clock, no randomness, no I/O; never throws.
 * @stable
 */
export interface Sanitizer {
  /** A clean copy of the record's hostile parts; the record itself is neither changed nor shared. */
  sanitizeRecord(record: SanitizableRecord): SanitizedRecord;
  /** A clean copy of one attribute's value; undefined if it has no place in a log record. */
  sanitizeValue(key: string, value: unknown): unknown;
  /** Free text, such as a body. */
  sanitizeText(text: string): string;
  /** Clean copies of resource or scope attributes. */
  sanitizeAttributes(attributes: Readonly<Record<string, unknown>>): Record<string, unknown>;
  /** How often each rule found something since this sanitizer was made. */
  readonly findings: Readonly<Record<string, number>>;
}

/**
 * Wrong options throw a `SanitizeError` here, never later.
 *
 * @example
 * const sanitizer = createSanitizer({ preset: 'balanced' });
 * sanitizer.sanitizeValue('password', 'hunter2'); // '[REDACTED:secret-key]'
 * @stable
 */
export function createSanitizer(options: SanitizeOptions = SANITIZE_DEFAULTS): Sanitizer {
  return new RecordSanitizer(options);
}

const SCOPE_OF_TEMPLATES = '@otelseal/security-events';
const INTERNAL_ERROR = 'internal-error';

class RecordSanitizer implements Sanitizer {
  readonly #bounds: SanitizeBounds;
  readonly #findings: Findings;
  readonly #text: TextSanitizer;
  readonly #keys = new KeyRules();
  readonly #options: SanitizeOptions;
  #budget = 0;

  constructor(options: SanitizeOptions) {
    this.#options = options;
    this.#bounds = { ...SANITIZE_BOUNDS_DEFAULTS, ...options.bounds };
    this.#findings = new Findings((rule, count) =>
      options.telemetry?.add('otelseal.sanitize.findings', count, { rule }),
    );
    this.#text = new TextSanitizer(this.#findings);
  }

  get findings(): Readonly<Record<string, number>> {
    return this.#findings.snapshot();
  }

  sanitizeRecord(record: SanitizableRecord): SanitizedRecord {
    this.#budget = this.#bounds.maxRecordLength;
    const attributes = this.#attributes(record.attributes);
    return {
      eventName: this.#optionalText(record.eventName),
      severityText: this.#optionalText(record.severityText),
      body: this.#body(record, attributes),
      attributes,
    };
  }

  sanitizeAttributes(attributes: Readonly<Record<string, unknown>>): Record<string, unknown> {
    this.#budget = this.#bounds.maxRecordLength;
    return this.#attributes(attributes);
  }

  sanitizeValue(key: string, value: unknown): unknown {
    this.#budget = this.#bounds.maxRecordLength;
    return this.#value([key], value);
  }

  sanitizeText(text: string): string {
    this.#budget = this.#bounds.maxRecordLength;
    return this.#failClosed(() => this.#boundedText(text, [])) as string;
  }

  /** A message made from a template is made again from the clean attributes: nothing masked there may survive in it. */
  #body(record: SanitizableRecord, attributes: Record<string, unknown>): unknown {
    const rendered = this.#failClosed(() => {
      const eventName = record.eventName;
      const catalogue = this.#options.catalogue ?? NO_CATALOGUE;
      if (typeof eventName !== 'string' || !this.#bodyIsTemplate(record, eventName)) return undefined;
      return catalogue.render(eventName, attributes);
    });
    return rendered ?? this.#value([], record.body);
  }

  #bodyIsTemplate(record: SanitizableRecord, eventName: string): boolean {
    if (hasTemplateMessage(record) || record.instrumentationScope?.name === SCOPE_OF_TEMPLATES) return true;
    if (typeof record.body !== 'string') return false;
    return (this.#options.catalogue ?? NO_CATALOGUE).render(eventName, record.attributes) === record.body;
  }

  #attributes(attributes: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const clean: Record<string, unknown> = {};
    if (types.isProxy(attributes)) return { 'otelseal.sanitize.cut': omitted('proxy') };
    const names = Object.keys(attributes);
    const message = ownValue(attributes, 'exception.message');
    for (const name of names.slice(0, this.#bounds.maxAttributes)) {
      const value =
        name === 'exception.stacktrace' && typeof message === 'string'
          ? this.#stackTrace(ownValue(attributes, name), message)
          : this.#value([name], ownValue(attributes, name));
      if (value !== undefined) clean[freeName(clean, this.#name(name))] = value;
    }
    if (names.length > this.#bounds.maxAttributes) {
      clean['otelseal.sanitize.cut'] = cut(`${names.length - this.#bounds.maxAttributes} more attributes`);
      this.#findings.add('too-many-attributes');
    }
    return clean;
  }

  #stackTrace(stack: unknown, message: string): unknown {
    return typeof stack === 'string'
      ? this.#failClosed(() => this.#stackText(stack, message))
      : this.#value(['exception.stacktrace'], stack);
  }

  #stackText(stack: string, message: string | undefined): string {
    const room = Math.min(stack.length, this.#bounds.maxTextLength);
    return stackTraceLines(stack.slice(0, room), message)
      .map((line) => {
        const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
        return indent + this.#boundedText(line.slice(indent.length), ['exception.stacktrace']);
      })
      .concat(room < stack.length ? [cut(`${stack.length - room} characters`)] : [])
      .join('\n');
  }

  #value(path: string[], value: unknown): unknown {
    return this.#failClosed(() => safeCopy(value, path, this.#visitor, this.#bounds));
  }

  readonly #visitor: CopyVisitor = {
    key: (name) => this.#name(name),
    leaf: (value, path) => this.#leaf(value, path),
  };

  #leaf(value: string | number | bigint | Uint8Array, path: readonly string[]): unknown {
    if (value !== '' && this.#isSecretByName(value, path)) return this.#redact('secret-key');
    if (typeof value === 'string') {
      if (path.at(-1) === 'exception.stacktrace') return this.#stackText(value, undefined);
      return this.#boundedText(value, path);
    }
    return typeof value === 'bigint' ? value.toString() : value;
  }

  /** A secret's name covers everything below it: `cookies: { sid: … }`. */
  #isSecretByName(value: string | number | bigint | Uint8Array, path: readonly string[]): boolean {
    for (const name of path) {
      const { secret } = this.#keys.of(name);
      if (secret === 'certain') return true;
      if (secret === 'likely' && looksLikeCredential(value instanceof Uint8Array ? 'bytes-0' : String(value)))
        return true;
    }
    return false;
  }

  #redact(rule: string): string {
    this.#findings.add(rule);
    return redacted(rule);
  }

  #boundedText(text: string, path: readonly string[]): string {
    const room = Math.min(this.#bounds.maxTextLength, this.#budget);
    this.#budget -= Math.min(text.length, room);
    if (text.length <= room) return this.#text.sanitize(text, path);
    this.#findings.add('too-long');
    return this.#text.sanitizeStart(text, room, path) + cut(`${text.length - room} characters`);
  }

  #optionalText(text: string | undefined): string | undefined {
    return typeof text === 'string' ? (this.#failClosed(() => this.#boundedText(text, [])) as string) : undefined;
  }

  /** Names of prototypes are spelled so that no consumer's `object[name] = …` reaches a prototype. */
  #name(name: string): string {
    const short =
      name.length > this.#bounds.maxKeyLength ? `${name.slice(0, this.#bounds.maxKeyLength)}${cut('name')}` : name;
    return this.#failClosed(() => this.#text.sanitizeName(short)) as string;
  }

  #failClosed(work: () => unknown): unknown {
    try {
      return work();
    } catch (error) {
      this.#findings.add(INTERNAL_ERROR);
      this.#options.telemetry?.reportOnce(
        'ERR_SANITIZE_INTERNAL',
        'A value could not be sanitized and was replaced by a marker.',
        error,
      );
      return redacted(INTERNAL_ERROR);
    }
  }
}
