import { replacementFor, type SanitizeAction } from './actions.js';
import type { SanitizeBounds } from './bounds.js';
import type { PersonalKind } from './detect/detector.js';
import { type FieldPolicies, type FieldPolicy, secretByName } from './field-policies.js';
import { cut, redacted } from './marker.js';
import { isPseudonym, type Pseudonyms } from './pseudonym.js';
import { withoutIndexes } from './rules/path-pattern.js';
import type { UserRules } from './rules/user-rules.js';
import { breaksOnlyBeforeFrames, stackTraceLines } from './stack-trace.js';
import { LOOK_AROUND, type TextSanitizer } from './text-sanitizer.js';

/** What a value that is no object or array can be; booleans and null say nothing. */
export type Leaf = string | number | bigint | Uint8Array;

/** What a sanitizer of fields is made of. */
export interface FieldSanitizerParts {
  readonly policies: FieldPolicies;
  readonly userRules: UserRules;
  readonly text: TextSanitizer;
  readonly pseudonyms: Pseudonyms | undefined;
  readonly bounds: SanitizeBounds;
  readonly dryRun: boolean;
  readonly count: (rule: string) => void;
  /** Told where the values that follow stand; for the report of a dry run only. */
  readonly at: ((path: readonly string[]) => void) | undefined;
}

const USER_RULE = 'user-rule';
const STACK_TRACE = 'exception.stacktrace';
const STACK_PATH: readonly string[] = Object.freeze([STACK_TRACE]);
const VERSION = /^v?\d{1,5}(?:\.\d{1,5}){1,4}$/;
const STACK_POLICY: FieldPolicy = {
  names: [],
  personal: [],
  numbersAreOrdinary: false,
  holdsVersion: false,
  keepsPersonal: false,
  action: undefined,
  isSilent: true,
};
/** A marker and nothing else; text behind one is judged as any other. */
const MARKER = /^\[REDACTED:[a-z0-9-]{1,64}\]$/;

function isMarker(value: string): boolean {
  return value.charCodeAt(0) === 0x5b && MARKER.test(value);
}

/** Decides about one value by the names on the way to it and by what is in it. */
export class FieldSanitizer {
  readonly #parts: FieldSanitizerParts;
  /** UTF-16 units that the record at hand may still show. */
  budget = 0;

  constructor(parts: FieldSanitizerParts) {
    this.#parts = parts;
  }

  /** A user's rule for the stack trace counts before its lines do. */
  stackLeaf(stack: string, message: string | undefined): unknown {
    const { at, userRules } = this.#parts;
    at?.(STACK_PATH);
    const isRuled =
      userRules.haveNames && (userRules.actionFor(STACK_PATH) !== undefined || userRules.allowsName(STACK_PATH));
    return isRuled ? this.leaf(stack, STACK_PATH) : this.stackTrace(stack, message);
  }

  /** User's rules for the path first, then what the preset does with this attribute, then what its name says, then what is in it. */
  leaf(
    value: Leaf,
    indexedPath: readonly string[],
    known?: FieldPolicy,
    said: readonly string[] = indexedPath,
  ): unknown {
    this.#parts.at?.(indexedPath);
    let path = said;
    if (this.#parts.userRules.haveNames) {
      const action = this.#parts.userRules.actionFor(indexedPath);
      if (action !== undefined) return this.#act(action, value);
      if (this.#parts.userRules.allowsName(indexedPath)) return this.#act('keep', value);
      path = withoutIndexes(said);
    }
    const policy = known ?? this.#parts.policies.of(path);
    if (typeof value === 'string')
      return policy.isSilent ? this.#boundedText(value, policy) : this.#string(value, path, policy);
    if (policy.isSilent && typeof value === 'number') return value;
    if (value instanceof Uint8Array) return this.#bytes(value, policy);
    return this.#number(value, path, policy);
  }

  /** A text or number behind `name` in a list. Of a number only codes, cards and their like are asked: counts stand there, too. */
  behindName(value: string | number | bigint, path: readonly string[], name: string): unknown {
    const { userRules, policies } = this.#parts;
    if (userRules.haveNames && (userRules.allowsName(path) || userRules.allowsName([name]))) return value;
    const policy = policies.of([name]);
    if (typeof value !== 'string')
      return policy.personal.length > 0 || policy.names.some(({ secret }) => secret === 'code')
        ? this.#number(value, [name], policy)
        : value;
    const rule = isMarker(value) ? undefined : secretByName(policy, value);
    return rule === undefined ? value : this.#replace(rule, value, redacted(rule));
  }

  /** A user's rule for a whole object or list: what stands for it, or undefined if its leaves are judged one by one. */
  container(path: readonly string[]): readonly [replacement: unknown] | undefined {
    const action = this.#parts.userRules.actionFor(path);
    if (this.#parts.dryRun || (action !== 'mask' && action !== 'drop')) return undefined;
    this.#parts.at?.(path);
    this.#parts.count(USER_RULE);
    return [action === 'mask' ? redacted(USER_RULE) : undefined];
  }

  #string(value: string, path: readonly string[], policy: FieldPolicy): unknown {
    if (value === '' || isMarker(value)) return value;
    if (policy.action !== undefined && policy.action !== 'keep' && !isPseudonym(value))
      return this.#presetAction(policy.action, path, value, policy);
    const rule = policy.action === undefined ? secretByName(policy, value) : undefined;
    if (rule !== undefined) return this.#replace(rule, value, redacted(rule));
    const personal = policy.personal.find((name) => name.accepts(value));
    if (personal !== undefined) {
      const clean = this.#personal(personal.kind, value);
      if (clean !== value) return clean;
    }
    if (policy.holdsVersion && policy.action === undefined && VERSION.test(value)) return value;
    if (path.at(-1) === STACK_TRACE) return this.stackTrace(value, undefined);
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
    return this.#replace(kind, value, replacementFor(action, kind, value, this.#parts.pseudonyms));
  }

  #personal(kind: PersonalKind, value: string): string {
    const action = this.#parts.text.actionFor(kind);
    return action === 'keep'
      ? value
      : (this.#replace(kind, value, replacementFor(action, kind, value, this.#parts.pseudonyms)) as string);
  }

  /** Numbers are judged by their names alone: a bare number is an identifier or a measurement. A `user.id` of digits names somebody, too. */
  #number(value: number | bigint, path: readonly string[], policy: FieldPolicy): unknown {
    const text = String(value);
    const { action } = policy;
    if (action === 'pseudonym' || action === 'mask' || action === 'drop')
      return this.#presetAction(action, path, text, policy);
    const rule = action === undefined ? secretByName(policy, text) : undefined;
    if (rule !== undefined) return this.#replace(rule, value, redacted(rule));
    const personal = policy.personal.find((name) => name.accepts(text));
    if (personal !== undefined && this.#parts.text.actionFor(personal.kind) !== 'keep')
      return this.#personal(personal.kind, text);
    return typeof value === 'bigint' ? text : value;
  }

  /** Bytes are read as Latin-1; a finding takes all of them. */
  #bytes(value: Uint8Array, policy: FieldPolicy): unknown {
    const text = Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('latin1');
    const rule = secretByName(policy, text) ?? (this.#parts.text.holdsSomething(text) ? 'bytes' : undefined);
    return rule === undefined ? value : this.#replace(rule, value, redacted(rule));
  }

  #act(action: SanitizeAction, value: Leaf): unknown {
    if (action === 'drop') return this.#replace(USER_RULE, value, undefined);
    if (typeof value !== 'string') return this.#actOnOther(action, value);
    if (action === 'keep') return this.#kept(value);
    if (action === 'pseudonym' && isPseudonym(value)) return value; // as with presets: a record may go through two sanitizers
    if (action === 'truncate') return this.#parts.text.truncateWhole(value, USER_RULE);
    return this.#replace(USER_RULE, value, replacementFor(action, USER_RULE, value, this.#parts.pseudonyms));
  }

  /** A number gets the pseudonym of its digits, so that a `user.id` is followed whichever way a service writes it. */
  #actOnOther(action: SanitizeAction, value: Exclude<Leaf, string>): unknown {
    const isNumber = typeof value === 'number' || typeof value === 'bigint';
    if (action === 'keep') return typeof value === 'bigint' ? String(value) : value;
    if (action !== 'pseudonym' || !isNumber) return this.#replace(USER_RULE, value, redacted(USER_RULE));
    return this.#replace(USER_RULE, value, replacementFor(action, USER_RULE, String(value), this.#parts.pseudonyms));
  }

  /** Not judged, but no longer than any other text and as harmless to its readers. */
  #kept(text: string): string {
    const room = this.#room();
    this.budget -= Math.min(room, text.length);
    const shown = this.#parts.text.encode(text.slice(0, room));
    return text.length <= room ? shown : shown + cut(`${text.length - room} characters`);
  }

  #replace(rule: string, value: Leaf, replacement: string | undefined): unknown {
    this.#parts.count(rule);
    return this.#parts.dryRun ? value : replacement;
  }

  #boundedText(text: string, policy: FieldPolicy): string {
    const room = this.#room();
    if (text.length <= room) {
      this.budget -= text.length;
      return isMarker(text) ? text : this.#parts.text.sanitize(text, policy);
    }
    this.budget -= room;
    this.#parts.count('too-long');
    return this.#parts.text.sanitizeEnds(text, room, policy);
  }

  #room(): number {
    return Math.min(this.#parts.bounds.maxTextLength, this.budget);
  }

  /** Line breaks before frames stay; everything else is sanitized as one text a part. */
  stackTrace(stack: string, message: string | undefined): string {
    const { text } = this.#parts;
    const room = this.#room();
    const isWhole = stack.length <= room;
    this.budget -= isWhole ? stack.length : room;
    if (isWhole && breaksOnlyBeforeFrames(stack, message) && text.isPlainButForLineBreaks(stack)) return stack;
    const lines: string[] = [];
    let left = room;
    for (const line of stackTraceLines(isWhole ? stack : stack.slice(0, room + LOOK_AROUND), message)) {
      const indent = /^[ \t]{0,64}/.exec(line)?.[0] ?? '';
      const rest = line.slice(indent.length);
      if (line.length > left) {
        lines.push(indent + text.sanitizeStart(rest, Math.max(0, left - indent.length), STACK_POLICY));
        break;
      }
      lines.push(indent + text.sanitize(rest, STACK_POLICY));
      left -= line.length + 1;
      if (left <= 0) break;
    }
    if (isWhole) return lines.join('\n');
    this.#parts.count('too-long');
    return `${lines.join('\n')}${cut(`${stack.length - room} characters`)}`;
  }
}
