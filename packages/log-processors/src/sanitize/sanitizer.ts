import { types } from 'node:util';
import { hasTemplateMessage } from '../template-message.js';
import { SANITIZE_BOUNDS_DEFAULTS, type SanitizeBounds } from './bounds.js';
import { checkOptions } from './check-options.js';
import { TextScanner } from './detect/text-scanner.js';
import { FIELD_NAMES, scanRules } from './detectors.js';
import { FieldPolicies, type FieldPolicy } from './field-policies.js';
import { FieldSanitizer } from './field-sanitizer.js';
import { Findings, type ReportLine } from './findings.js';
import { cut, omitted, redacted } from './marker.js';
import { SECURITY_EVENTS } from './message-catalogue.js';
import { ownValue } from './own-value.js';
import { PRESETS } from './presets.js';
import { Pseudonyms } from './pseudonym.js';
import { writtenPath } from './rules/path-pattern.js';
import { UserRules } from './rules/user-rules.js';
import { type CopyVisitor, freeName, safeCopy } from './safe-copy.js';
import type { SanitizableRecord, SanitizedRecord } from './sanitizable-record.js';
import { SANITIZE_DEFAULTS, type SanitizeOptions } from './sanitize-options.js';
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
const REMEMBERED_NAMES = 4_096;

/** A name that stays as it is, and what it says about its value. */
interface KnownName {
  readonly path: readonly string[];
  readonly policy: FieldPolicy | undefined;
}

class RecordSanitizer implements Sanitizer {
  readonly #options: SanitizeOptions;
  readonly #bounds: SanitizeBounds;
  readonly #findings: Findings;
  readonly #text: TextSanitizer;
  readonly #fields: FieldSanitizer;
  readonly #visitor: CopyVisitor;
  readonly #known = new Map<string, KnownName>();
  readonly #policies: FieldPolicies;
  readonly #pseudonyms: Pseudonyms | undefined;
  /** The parts of a record beside its attributes. */
  readonly #parts: Readonly<Record<'body' | 'eventName' | 'severityText', KnownName>>;
  /** Did anything change in the record at hand? */
  #changed = false;
  /** Where the value at hand stands; for the report of a dry run. */
  #path: readonly string[] = [];

  constructor(options: SanitizeOptions) {
    const preset = PRESETS[options.preset ?? 'balanced'];
    this.#options = options;
    this.#bounds = { ...SANITIZE_BOUNDS_DEFAULTS, ...options.bounds };
    this.#findings = new Findings((rule) => options.telemetry?.add('otelseal.sanitize.findings', 1, { rule }));
    this.#pseudonyms = options.pseudonym === undefined ? undefined : new Pseudonyms(options.pseudonym);
    const shared = {
      userRules: new UserRules(options),
      pseudonyms: this.#pseudonyms,
      dryRun: options.dryRun === true,
      count: (rule: string) => this.#count(rule),
    };
    this.#visitor = {
      container: shared.userRules.haveNames ? (path) => this.#fields.container(path) : undefined,
      key: (name) => this.#name(name),
      leaf: (value, path, said) => this.#fields.leaf(value, path, undefined, said),
      behindName: (value, path, name) => this.#fields.behindName(value, path, name),
    };
    this.#text = new TextSanitizer({
      ...shared,
      scanner: new TextScanner(scanRules(preset.addresses)),
      personal: { ...preset.personal, ...options.personal },
      profiles: options.profiles ?? [],
    });
    this.#policies = new FieldPolicies(FIELD_NAMES, preset.attributes);
    this.#parts = {
      body: this.#knownName('body'),
      eventName: this.#knownName('eventName'),
      severityText: this.#knownName('severityText'),
    };
    this.#fields = new FieldSanitizer({
      ...shared,
      policies: this.#policies,
      text: this.#text,
      bounds: this.#bounds,
      at:
        options.dryRun === true
          ? (path) => {
              this.#path = path;
            }
          : undefined,
    });
  }

  get findings(): Readonly<Record<string, number>> {
    return this.#findings.snapshot();
  }

  get report(): readonly ReportLine[] {
    return this.#findings.lines();
  }

  sanitizeRecord(record: SanitizableRecord, state = { encodedBefore: false }): SanitizedRecord {
    return this.#whole(() => {
      const attributes = this.#attributes(record.attributes);
      return {
        eventName: this.#optionalText(this.#parts.eventName, record.eventName),
        severityText: this.#optionalText(this.#parts.severityText, record.severityText),
        body: this.#body(record, attributes),
        attributes,
      };
    }, !state.encodedBefore);
  }

  sanitizeAttributes(attributes: Readonly<Record<string, unknown>>): Record<string, unknown> {
    return this.#whole(() => this.#attributes(attributes));
  }

  sanitizeValue(key: string, value: unknown): unknown {
    return this.#whole(() => this.#value({ path: [key], policy: undefined }, value));
  }

  sanitizeText(text: string): string {
    return this.#whole(() => this.#optionalText(this.#parts.body, text) ?? '');
  }

  /**
   * What belongs to one record begins anew, and afterwards is as it was: telemetry, catalogue and period are the application's, and one
   * that logs comes back here in the middle of a record.
   */
  #whole<Clean>(work: () => Clean, escapeIntroducer = true): Clean {
    const text = this.#text;
    const fields = this.#fields;
    const changed = this.#changed;
    const path = this.#path;
    const { budget } = fields;
    const { candidates, escapeIntroducer: escaped } = text;
    this.#pseudonyms?.turn();
    fields.budget = this.#bounds.maxRecordLength;
    this.#changed = false;
    text.escapeIntroducer = escapeIntroducer;
    text.candidates = this.#bounds.maxCandidates;
    try {
      return work();
    } finally {
      fields.budget = budget;
      this.#changed = changed;
      this.#path = path;
      text.escapeIntroducer = escaped;
      text.candidates = candidates;
    }
  }

  /**
   * A message made from a template is made again from the clean attributes: what is masked there does not survive in it, and what is
   * kept there is not masked in it.
   */
  #body(record: SanitizableRecord, attributes: Record<string, unknown>): unknown {
    const { eventName, body } = record;
    if (typeof eventName !== 'string') return this.#value(this.#parts.body, body);
    const isMarked = hasTemplateMessage(record) || record.instrumentationScope?.name === SCOPE_OF_TEMPLATES;
    let clean: unknown;
    const isJudged = !isMarked && !this.#changed;
    if (isJudged) {
      clean = this.#value(this.#parts.body, body);
      if (clean === body) return clean; // the usual record: nothing to take out anywhere
    }
    const rendered = this.#failClosed(() => this.#renderedBody(record, eventName, attributes, isMarked));
    return rendered ?? (isJudged ? clean : this.#value(this.#parts.body, body));
  }

  #renderedBody(
    record: SanitizableRecord,
    eventName: string,
    clean: Record<string, unknown>,
    isMarked: boolean,
  ): unknown {
    const catalogue = this.#options.catalogue ?? SECURITY_EVENTS;
    const isTemplate =
      isMarked || (typeof record.body === 'string' && catalogue.render(eventName, record.attributes) === record.body);
    return isTemplate ? catalogue.render(eventName, clean) : undefined;
  }

  #attributes(attributes: Readonly<Record<string, unknown>>): Record<string, unknown> {
    if (types.isProxy(attributes)) return { 'otelseal.sanitize.cut': omitted('proxy') };
    if (attributes === null || typeof attributes !== 'object') return {};
    const clean: Record<string, unknown> = {};
    let renamed = false; // only a changed name can meet another
    const names = Object.keys(attributes);
    const wanted = Math.min(names.length, this.#bounds.maxAttributes);
    for (let index = 0; index < wanted; index++) {
      const name = names[index] as string;
      const raw = ownValue(attributes, name);
      const known = this.#known.get(name);
      const value =
        name === STACK_TRACE && typeof raw === 'string'
          ? this.#stackTrace(raw, ownValue(attributes, 'exception.message'))
          : this.#value(known ?? { path: [name], policy: undefined }, raw);
      if (value === undefined) continue;
      if (known !== undefined && !renamed) {
        clean[name] = value;
        continue;
      }
      const cleanName = this.#name(name);
      renamed ||= cleanName !== name;
      clean[renamed ? freeName(clean, cleanName) : cleanName] = value;
    }
    if (names.length > wanted) {
      clean['otelseal.sanitize.cut'] = cut(`${names.length - wanted} more attributes`);
      this.#count('too-many-attributes');
    }
    return clean;
  }

  #stackTrace(stack: string, message: unknown): unknown {
    return this.#failClosed(() => this.#fields.stackLeaf(stack, typeof message === 'string' ? message : undefined));
  }

  #value({ path, policy }: KnownName, value: unknown): unknown {
    try {
      if (typeof value === 'string' || typeof value === 'number') return this.#fields.leaf(value, path, policy);
      if (typeof value === 'boolean') return value;
      return safeCopy(value, path, this.#visitor, this.#bounds);
    } catch (error) {
      return this.#withheld(error);
    }
  }

  #optionalText(field: KnownName, text: unknown): string | undefined {
    return typeof text === 'string' ? (this.#value(field, text) as string) : undefined;
  }

  /** Clean names are remembered; one that was changed is judged and counted each time. */
  #name(name: string): string {
    if (this.#known.has(name)) return name;
    const short =
      name.length > this.#bounds.maxKeyLength ? `${name.slice(0, this.#bounds.maxKeyLength)}${cut('name')}` : name;
    return this.#failClosed(() => this.#cleanName(name, short)) as string;
  }

  #cleanName(name: string, short: string): string {
    const clean = this.#text.sanitizeName(short);
    if (clean === name) {
      if (this.#known.size >= REMEMBERED_NAMES) this.#known.clear();
      this.#known.set(name, this.#knownName(name));
    }
    return clean;
  }

  #knownName(name: string): KnownName {
    const path = Object.freeze([name]);
    return { path, policy: this.#policies.of(path) };
  }

  #count(rule: string): void {
    this.#changed = true;
    this.#findings.add(rule);
    if (this.#options.dryRun === true) this.#findings.addLine(writtenPath(this.#path), rule);
  }

  #failClosed(work: () => unknown): unknown {
    try {
      return work();
    } catch (error) {
      return this.#withheld(error);
    }
  }

  #withheld(error: unknown): string {
    this.#changed = true;
    this.#findings.add('internal-error');
    try {
      this.#options.telemetry?.reportOnce(
        'ERR_SANITIZE_INTERNAL',
        'A value could not be sanitized and was replaced by a marker.',
        error,
      );
    } catch {
      // The marker and the count stand even if nobody can be told.
    }
    return redacted('internal-error');
  }
}
