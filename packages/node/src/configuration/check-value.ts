import type { OptionKind } from './option-rules.js';

/** The value, checked and where needed copied; or what it should be, as the end of a sentence. */
export type Checked = { readonly value: unknown } | { readonly mustBe: string };

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/;
const MAX_HEADERS = 64;
const MAX_HEADER_LENGTH = 8_192;

/** Checks one value against its kind. Never quotes the value: it may be a secret. */
export function checkValue(kind: OptionKind, value: unknown): Checked {
  switch (kind.is) {
    case 'text':
      return isText(value, kind.maxLength, kind.multiline === true)
        ? { value }
        : { mustBe: `a text of 1 to ${kind.maxLength} characters without control characters` };
    case 'integer':
      return Number.isInteger(value) && Number(value) >= kind.min && Number(value) <= kind.max
        ? { value }
        : { mustBe: `a whole number from ${kind.min} to ${kind.max}` };
    case 'choice':
      return kind.of.includes(value as string) ? { value } : { mustBe: `one of ${kind.of.join(', ')}` };
    case 'url':
      return checkUrl(value);
    case 'headers':
      return checkHeaders(value);
    case 'user':
      return userOf(value) === undefined ? { mustBe: '`same`, or UID:GID such as 990:990' } : { value };
    case 'instance':
      return hasMethods(value, kind.methods)
        ? { value }
        : { mustBe: `${kind.of} with the methods ${kind.methods.join(', ')}` };
    case 'function':
      return typeof value === 'function' ? { value } : { mustBe: kind.of };
    case 'section':
      return isPlainObject(value) ? { value } : { mustBe: `a plain object with options of ${kind.of}` };
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

function isText(value: unknown, maxLength: number, multiline: boolean): boolean {
  if (typeof value !== 'string' || value.length === 0 || value.length > maxLength) return false;
  return !(multiline ? /[^\P{Cc}\n\r\t]/u : /\p{Cc}/u).test(value);
}

function checkUrl(value: unknown): Checked {
  const mustBe = 'an http or https address without user name and password, such as https://collector:4318/v1/logs';
  if (typeof value !== 'string' || !URL.canParse(value)) return { mustBe };
  const { protocol, username, password } = new URL(value);
  return /^https?:$/.test(protocol) && username === '' && password === '' ? { value } : { mustBe };
}

function checkHeaders(value: unknown): Checked {
  const mustBe = `a plain object of at most ${MAX_HEADERS} header names and their texts`;
  if (!isPlainObject(value)) return { mustBe };
  const entries = Object.entries(value);
  const valid = entries.every(([name, text]) => HEADER_NAME.test(name) && isText(text, MAX_HEADER_LENGTH, false));
  return valid && entries.length <= MAX_HEADERS ? { value: Object.fromEntries(entries) } : { mustBe };
}

function hasMethods(value: unknown, methods: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return methods.every((method) => typeof (value as Record<string, unknown>)[method] === 'function');
}
