import { types } from 'node:util';
import { hasTemplateMessage } from '../template-message.js';
import { replacementFor, type SanitizeAction } from './actions.js';
import { SANITIZE_BOUNDS_DEFAULTS, type SanitizeBounds } from './bounds.js';
import { checkOptions } from './check-options.js';
import { TextScanner } from './detect/text-scanner.js';
import { allDetectors } from './detectors.js';
import { FieldPolicies, type FieldPolicy, secretByName } from './field-policies.js';
import { Findings, type ReportLine } from './findings.js';
import { FieldNames } from './keys/field-names.js';
import { cut, omitted, redacted } from './marker.js';
import { SECURITY_EVENTS } from './message-catalogue.js';
import { PRESETS } from './presets.js';
import { isPseudonym, Pseudonyms } from './pseudonym.js';
import { UserRules } from './rules/user-rules.js';
import { freeName, ownValue, safeCopy } from './safe-copy.js';
import type { SanitizableRecord, SanitizedRecord } from './sanitizable-record.js';
import { SANITIZE_DEFAULTS, type SanitizeOptions } from './sanitize-options.js';
import { breaksOnlyBeforeFrames, stackTraceLines } from './stack-trace.js';
import { TextSanitizer } from './text-sanitizer.js';

/**
 * Takes secrets, personal data and attacking characters out of log records. Pure: no clock, no randomness, no I/O; never throws.
 * @stable
 */
export interface Sanitizer {
  /**
   * A clean copy of the record's hostile parts; the record itself is neither changed nor shared.
   * `encodedBefore` says that the record went through a sanitizer already, so that its escapes are not escaped again.
   */
  sanitizeRecord(record: SanitizableRecord, state?: { readonly encodedBefore: boolean }): SanitizedRecord;
  /** A clean copy of one attribute's value; undefined if it has no place in a log record. */
  sanitizeValue(key: string, value: unknown): unknown;
  /** Free text, such as a body. */
  sanitizeText(text: string): string;
  /** Clean copies of resource or scope attributes. */
  sanitizeAttributes(attributes: Readonly<Record<string, unknown>>): Record<string, unknown>;
  /** How often each rule found something since this sanitizer was made. */
  readonly findings: Readonly<Record<string, number>>;
  /** Under `dryRun`: what would have changed, by path and rule. */
  readonly report: readonly ReportLine[];
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
  checkOptions(options);
  return new RecordSanitizer(options);
}

const SCOPE_OF_TEMPLATES = '@otelseal/security-events';
const STACK_TRACE = 'exception.stacktrace';
const BODY = 'body';
const REMEMBERED_NAMES = 4_096;

type Leaf = string | number | bigint | Uint8Array;

class RecordSanitizer implements Sanitizer {
  readonly #options: SanitizeOptions;
  readonly #bounds: SanitizeBounds;
  readonly #findings: Findings;
  readonly #userRules: UserRules;
  readonly #pseudonyms: Pseudonyms | undefined;
  readonly #fields: FieldPolicies;
  readonly #text: TextSanitizer;
  readonly #visitor = {
    key: (name: string) => this.#name(name),
    leaf: (value: Leaf, path: readonly string[]) => this.#leaf(value, path),
  };
  readonly #cleanNames = new Set<string>();
  /** Did anything change in the record at hand? */
  #changed = false;
  /** UTF-16 units that the record at hand may still show. */
  #budget = 0;
  /** Where the value at hand stands; for the report of a dry run. */
  #path: readonly string[] = [];

  constructor(options: SanitizeOptions) {
    const preset = PRESETS[options.preset ?? 'balanced'];
    const names = new FieldNames();
    this.#options = options;
    this.#bounds = { ...SANITIZE_BOUNDS_DEFAULTS, ...options.bounds };
    this.#findings = new Findings((rule) => options.telemetry?.add('otelseal.sanitize.findings', 1, { rule }));
    this.#userRules = new UserRules(options);
    this.#pseudonyms = options.pseudonym === undefined ? undefined : new Pseudonyms(options.pseudonym);
    this.#fields = new FieldPolicies(names, preset.attributes);
    this.#text = new TextSanitizer({
      scanner: new TextScanner(allDetectors(names, preset.addresses)),
      personal: { ...preset.personal, ...options.personal },
      pseudonyms: this.#pseudonyms,
      userRules: this.#userRules,
      profiles: options.profiles ?? [],
      dryRun: options.dryRun === true,
      count: (rule) => this.#count(rule),
    });
  }

  get findings(): Readonly<Record<string, number>> {
    return this.#findings.snapshot();
  }

  get report(): readonly ReportLine[] {
    return this.#findings.lines();
  }

  sanitizeRecord(record: SanitizableRecord, state = { encodedBefore: false }): SanitizedRecord {
    this.#begin(!state.encodedBefore);
    const attributes = this.#attributes(record.attributes);
    return {
      eventName: this.#optionalText('eventName', record.eventName),
      severityText: this.#optionalText('severityText', record.severityText),
      body: this.#body(record, attributes),
      attributes,
    };
  }

  sanitizeAttributes(attributes: Readonly<Record<string, unknown>>): Record<string, unknown> {
    this.#begin();
    return this.#attributes(attributes);
  }

  sanitizeValue(key: string, value: unknown): unknown {
    this.#begin();
    return this.#value([key], value);
  }

  sanitizeText(text: string): string {
    this.#begin();
    return this.#optionalText(BODY, text) ?? '';
  }

  #begin(escapeIntroducer = true): void {
    this.#budget = this.#bounds.maxRecordLength;
    this.#changed = false;
    this.#text.escapeIntroducer = escapeIntroducer;
  }

  /**
   * A message made from a template is made again from the clean attributes: what is masked there does not survive in it, and what is
   * kept there is not masked in it.
   */
  #body(record: SanitizableRecord, attributes: Record<string, unknown>): unknown {
    const { eventName } = record;
    const rendered =
      typeof eventName === 'string'
        ? this.#failClosed(() => this.#renderedBody(record, eventName, attributes))
        : undefined;
    return rendered ?? this.#value([BODY], record.body);
  }

  #renderedBody(record: SanitizableRecord, eventName: string, attributes: Record<string, unknown>): unknown {
    const catalogue = this.#options.catalogue ?? SECURITY_EVENTS;
    if (hasTemplateMessage(record) || record.instrumentationScope?.name === SCOPE_OF_TEMPLATES) {
      return catalogue.render(eventName, attributes);
    }
    if (typeof record.body !== 'string' || catalogue.render(eventName, record.attributes) !== record.body)
      return undefined;
    return this.#changed ? catalogue.render(eventName, attributes) : record.body;
  }

  #attributes(attributes: Readonly<Record<string, unknown>>): Record<string, unknown> {
    if (types.isProxy(attributes)) return { 'otelseal.sanitize.cut': omitted('proxy') };
    const clean: Record<string, unknown> = {};
    const names = Object.keys(attributes);
    const wanted = Math.min(names.length, this.#bounds.maxAttributes);
    for (let index = 0; index < wanted; index++) {
      const name = names[index] as string;
      const raw = ownValue(attributes, name);
      const value =
        name === STACK_TRACE && typeof raw === 'string'
          ? this.#stackTrace(raw, ownValue(attributes, 'exception.message'))
          : this.#value([name], raw);
      if (value !== undefined) clean[freeName(clean, this.#name(name))] = value;
    }
    if (names.length > wanted) {
      clean['otelseal.sanitize.cut'] = cut(`${names.length - wanted} more attributes`);
      this.#count('too-many-attributes');
    }
    return clean;
  }

  #stackTrace(stack: string, message: unknown): unknown {
    return this.#failClosed(() => this.#stackText(stack, typeof message === 'string' ? message : undefined));
  }

  /** Line breaks before frames stay; everything else is sanitized as one text a part. */
  #stackText(stack: string, message: string | undefined): string {
    const room = Math.min(stack.length, this.#bounds.maxTextLength, this.#budget);
    if (stack.length <= room && breaksOnlyBeforeFrames(stack, message) && this.#text.isPlainButForLineBreaks(stack)) {
      this.#budget -= stack.length;
      return stack;
    }
    const lines = stackTraceLines(stack.slice(0, room), message).map((line) => {
      const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
      return indent + this.#boundedText(line.slice(indent.length), STACK_POLICY);
    });
    return room < stack.length ? `${lines.join('\n')}${cut(`${stack.length - room} characters`)}` : lines.join('\n');
  }

  #value(path: string[], value: unknown): unknown {
    try {
      if (typeof value === 'string' || typeof value === 'number') return this.#leaf(value, path);
      if (typeof value === 'boolean') return value;
      return safeCopy(value, path, this.#visitor, this.#bounds);
    } catch (error) {
      return this.#withheld(error);
    }
  }

  /** User's rules first, then what the preset does with this attribute, then what its name says, then what is in it. */
  #leaf(value: Leaf, path: readonly string[]): unknown {
    this.#path = path;
    if (this.#userRules.haveNames) {
      const action = this.#userRules.actionFor(path);
      if (action !== undefined) return this.#act(action, 'user-rule', value);
      if (this.#userRules.allowsName(path)) return this.#act('keep', 'user-rule', value);
    }
    const policy = this.#fields.of(path);
    if (typeof value === 'string') return this.#string(value, path, policy);
    if (value instanceof Uint8Array) return this.#bytes(value, policy);
    return this.#number(value, policy);
  }

  #string(value: string, path: readonly string[], policy: FieldPolicy): unknown {
    if (value === '' || value.startsWith('[REDACTED:')) return this.#text.encode(value);
    if (policy.action !== undefined && policy.action !== 'keep' && !isPseudonym(value))
      return this.#presetAction(policy.action, path, value, policy);
    const rule = policy.action === undefined ? secretByName(policy, value) : undefined;
    if (rule !== undefined) return this.#replace(rule, value, redacted(rule));
    const personal = policy.personal.find((name) => name.accepts(value));
    if (personal !== undefined) {
      const clean = this.#personal(personal.kind, value);
      if (clean !== value) return clean;
    }
    if (path.at(-1) === STACK_TRACE) return this.#stackText(value, undefined);
    return this.#boundedText(value, policy);
  }

  /** `unknown` and `anonymous` name nobody; an address is cut to its network. */
  #presetAction(action: SanitizeAction, path: readonly string[], value: string, policy: FieldPolicy): unknown {
    if (/^(?:unknown|anonymous|system|localhost)$/.test(value)) return value;
    if (action === 'truncate') return this.#boundedText(value, policy);
    const kind = /session/.test(path[0] ?? '')
      ? 'session'
      : /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)
        ? 'email'
        : 'subject';
    return this.#replace(kind, value, replacementFor(action, kind, value, this.#pseudonyms));
  }

  #personal(kind: Parameters<TextSanitizer['actionFor']>[0], value: string): string {
    const action = this.#text.actionFor(kind);
    return action === 'keep'
      ? value
      : (this.#replace(kind, value, replacementFor(action, kind, value, this.#pseudonyms)) as string);
  }

  /** Numbers are judged by their names alone: a bare number is an identifier or a measurement. */
  #number(value: number | bigint, policy: FieldPolicy): unknown {
    const text = String(value);
    const rule = policy.action === undefined ? secretByName(policy, text) : undefined;
    if (rule !== undefined) return this.#replace(rule, value, redacted(rule));
    const personal = policy.personal.find((name) => name.accepts(text));
    if (personal !== undefined && this.#text.actionFor(personal.kind) !== 'keep')
      return this.#personal(personal.kind, text);
    return typeof value === 'bigint' ? text : value;
  }

  /** Bytes are read as Latin-1; a finding takes all of them. */
  #bytes(value: Uint8Array, policy: FieldPolicy): unknown {
    const text = Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('latin1');
    const rule = secretByName(policy, text) ?? (this.#text.holdsSomething(text) ? 'bytes' : undefined);
    return rule === undefined ? value : this.#replace(rule, value, redacted(rule));
  }

  #act(action: SanitizeAction, rule: string, value: Leaf): unknown {
    if (action === 'drop') return this.#replace(rule, value, undefined);
    if (typeof value !== 'string')
      return action === 'keep'
        ? typeof value === 'bigint'
          ? String(value)
          : value
        : this.#replace(rule, value, redacted(rule));
    if (action === 'keep') return this.#text.encode(value);
    if (action === 'truncate') return this.#text.truncateWhole(value, rule);
    return this.#replace(rule, value, replacementFor(action, rule, value, this.#pseudonyms));
  }

  #replace(rule: string, value: Leaf, replacement: string | undefined): unknown {
    this.#count(rule);
    return this.#options.dryRun === true ? value : replacement;
  }

  #boundedText(text: string, policy: FieldPolicy): string {
    const room = Math.min(this.#bounds.maxTextLength, this.#budget);
    this.#budget -= Math.min(text.length, room);
    if (text.length <= room) return this.#text.sanitize(text, policy);
    this.#count('too-long');
    return this.#text.sanitizeStart(text, room, policy) + cut(`${text.length - room} characters`);
  }

  #optionalText(field: string, text: unknown): string | undefined {
    return typeof text === 'string' ? (this.#value([field], text) as string) : undefined;
  }

  /** Clean names are remembered; one that was changed is judged and counted each time. */
  #name(name: string): string {
    if (this.#cleanNames.has(name)) return name;
    const short =
      name.length > this.#bounds.maxKeyLength ? `${name.slice(0, this.#bounds.maxKeyLength)}${cut('name')}` : name;
    const clean = this.#failClosed(() => this.#text.sanitizeName(short)) as string;
    if (clean === name) {
      if (this.#cleanNames.size >= REMEMBERED_NAMES) this.#cleanNames.clear();
      this.#cleanNames.add(name);
    }
    return clean;
  }

  #count(rule: string): void {
    this.#changed = true;
    this.#findings.add(rule);
    if (this.#options.dryRun === true) this.#findings.addLine(this.#path.join('.').slice(0, 256), rule);
  }

  #failClosed(work: () => unknown): unknown {
    try {
      return work();
    } catch (error) {
      return this.#withheld(error);
    }
  }

  #withheld(error: unknown): string {
    this.#findings.add('internal-error');
    this.#options.telemetry?.reportOnce(
      'ERR_SANITIZE_INTERNAL',
      'A value could not be sanitized and was replaced by a marker.',
      error,
    );
    return redacted('internal-error');
  }
}

const STACK_POLICY: FieldPolicy = {
  names: [],
  personal: [],
  numbersAreOrdinary: false,
  keepsPersonal: false,
  action: undefined,
};
