import { ConfigurationError } from './configuration-error.js';
import { nearestName } from './nearest-name.js';
import type { OptionKind } from './schema/option-kind.js';

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/;
const MAX_HEADERS = 64;
const MAX_HEADER_LENGTH = 8_192;
const MAX_NAME_LENGTH = 256;
/** Names that mean an object's ancestry to careless code, whoever reads it later. */
const FORBIDDEN: readonly string[] = ['__proto__', 'prototype', 'constructor'];

/**
 * The value, checked against its kind and where it has parts copied. Never quotes the value: it may be a secret.
 *
 * @param setting how the user calls it; parts are named behind it
 * @throws ConfigurationError
 */
export function checkedValue(kind: OptionKind, value: unknown, setting: string): unknown {
  switch (kind.is) {
    case 'list':
      return checkedList(kind, value, setting);
    case 'map':
      return checkedMap(kind, value, setting);
    case 'object':
      return checkedObject(kind, value, setting);
    case 'headers':
      return checkedHeaders(value, setting);
    default: {
      const mustBe = whatItMustBe(kind, value);
      if (mustBe !== undefined) throw wrong(setting, mustBe);
      return value;
    }
  }
}

/** An object literal, also of another realm; no class instance, and nothing whose prototype somebody chose. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null) return true;
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, 'isPrototypeOf');
}

/** `undefined` for what names no user; `same` is the process's own. */
export function userOf(value: unknown): { readonly uid: number; readonly gid: number } | 'same' | undefined {
  if (value === 'same') return value;
  const [, uid, gid] = (typeof value === 'string' && /^(\d{1,10}):(\d{1,10})$/.exec(value)) || [];
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

/** A sentence that helps with a name that does not exist. */
export function unknownName(name: string, known: readonly string[], prefix = ''): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? `options are ${known.join(', ')}` : `did you mean \`${prefix}${nearest}\`?`;
}

/** A name from outside, fit for a message. */
export function shown(name: string): string {
  return name.slice(0, 64).replace(/[^\x20-\x7e]/g, '?');
}

type Composed<Is extends OptionKind['is']> = Extract<OptionKind, { readonly is: Is }>;
type Single = Exclude<OptionKind, Composed<'list' | 'map' | 'object' | 'headers'>>;

const LOGS_EXAMPLE = 'https://collector:4318/v1/logs';

function whatItMustBe(kind: Single, value: unknown): string | undefined {
  switch (kind.is) {
    case 'text':
      if (isText(value, kind.maxLength, kind.multiline === true)) return undefined;
      return `a text of 1 to ${kind.maxLength} characters without control characters`;
    case 'integer':
      if (Number.isInteger(value) && Number(value) >= kind.min && Number(value) <= kind.max) return undefined;
      return kind.max === Number.MAX_SAFE_INTEGER
        ? `a whole number from ${kind.min}`
        : `a whole number from ${kind.min} to ${kind.max}`;
    case 'number':
      return Number.isFinite(value) ? undefined : 'a number';
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'true or false';
    case 'choice':
      if (kind.of.includes(value as string)) return undefined;
      return `one of ${kind.of.join(', ')}${maybe(value, kind.of)}`;
    case 'url':
      return isUrl(value)
        ? undefined
        : `an http or https address without user name and password, such as ${kind.example ?? LOGS_EXAMPLE}`;
    case 'user':
      return userOf(value) === undefined ? '`same`, or UID:GID such as 990:990' : undefined;
    case 'known':
      return kind.accepts(value) ? undefined : kind.of;
    case 'bytes':
      return typeof value === 'string' || (typeof value === 'object' && value !== null)
        ? undefined
        : 'a secret KeyObject, bytes, or base64 text';
    case 'instance':
      return hasMethods(value, kind.methods) ? undefined : `${kind.of} with the methods ${kind.methods.join(', ')}`;
    case 'function':
      return typeof value === 'function' ? undefined : kind.of;
    case 'section':
      return isPlainObject(value) ? undefined : `a plain object with options of ${kind.of}`;
  }
}

/** Only a name that is nearly right is no secret. */
function maybe(value: unknown, choices: readonly string[]): string {
  const nearest = typeof value === 'string' ? nearestName(value, choices) : undefined;
  return nearest === undefined ? '' : `; did you mean ${nearest}?`;
}

function checkedList({ of, maxItems }: Composed<'list'>, value: unknown, setting: string): unknown[] {
  if (!Array.isArray(value) || value.length > maxItems) throw wrong(setting, `a list of at most ${maxItems}`);
  return Array.from(value, (item, index) => checkedValue(of, item, `${setting}[${index}]`));
}

function checkedMap({ to, maxItems, names }: Composed<'map'>, value: unknown, setting: string): object {
  if (!isPlainObject(value) || Object.keys(value).length > maxItems) {
    throw wrong(setting, `a plain object of at most ${maxItems} names and their values`);
  }
  const entries = Object.entries(value).map(([name, item]) => {
    if (FORBIDDEN.includes(name) || name.length > MAX_NAME_LENGTH || name === '') {
      throw new ConfigurationError('ERR_OPTION_UNKNOWN', `${setting}.${shown(name)}`, 'is not a name that is taken.');
    }
    if (names !== undefined && !names.includes(name)) throw unknown(setting, name, names);
    return [name, checkedValue(to, item, `${setting}.${shown(name)}`)];
  });
  return Object.fromEntries(entries);
}

function checkedObject({ members, needed = [] }: Composed<'object'>, value: unknown, setting: string): object {
  if (!isPlainObject(value)) throw wrong(setting, `a plain object with ${Object.keys(members).join(', ')}`);
  const missing = needed.find((name) => value[name] === undefined);
  if (missing !== undefined) throw new ConfigurationError('ERR_OPTION_INVALID', `${setting}.${missing}`, 'is missing.');
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(
    entries.map(([name, item]) => {
      const kind = Object.hasOwn(members, name) ? members[name] : undefined;
      if (kind === undefined) throw unknown(setting, name, Object.keys(members));
      return [name, checkedValue(kind, item, `${setting}.${name}`)];
    }),
  );
}

function checkedHeaders(value: unknown, setting: string): object {
  const entries = isPlainObject(value) ? Object.entries(value) : undefined;
  const isRight = ([name, text]: [string, unknown]): boolean =>
    HEADER_NAME.test(name) && !FORBIDDEN.includes(name) && isText(text, MAX_HEADER_LENGTH, false);
  if (entries === undefined || entries.length > MAX_HEADERS || !entries.every(isRight)) {
    throw wrong(setting, `a plain object of at most ${MAX_HEADERS} header names and their texts`);
  }
  return Object.fromEntries(entries);
}

function isText(value: unknown, maxLength: number, multiline: boolean): boolean {
  if (typeof value !== 'string' || value.length === 0 || value.length > maxLength) return false;
  return !(multiline ? /[^\P{Cc}\n\r\t]/u : /\p{Cc}/u).test(value);
}

function isUrl(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}

function hasMethods(value: unknown, methods: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return methods.every((method) => typeof (value as Record<string, unknown>)[method] === 'function');
}

function wrong(setting: string, mustBe: string): ConfigurationError {
  return new ConfigurationError('ERR_OPTION_INVALID', setting, `must be ${mustBe}.`.replace('?.', '?'));
}

function unknown(setting: string, name: string, known: readonly string[]): ConfigurationError {
  return new ConfigurationError(
    'ERR_OPTION_UNKNOWN',
    `${setting}.${shown(name)}`,
    `is not an option; ${unknownName(name, known)}`,
  );
}
