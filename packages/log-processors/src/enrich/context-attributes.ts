import {
  ATTR_AUDIT_ACTOR_ID,
  ATTR_AUDIT_ACTOR_TYPE,
  ATTR_CLIENT_ADDRESS,
  ATTR_CLIENT_PORT,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
  ATTR_SECURITY_ONBEHALF_ID,
  ATTR_SESSION_ID,
  ATTR_URL_PATH,
  ATTR_USER_AGENT_ORIGINAL,
  ATTR_USER_ID,
  ATTR_USER_NAME,
} from '@otelseal/semantic-conventions';
import type { AttributePairs } from './own-attribute.js';

/**
 * The application's security context as attributes. `actor` and `client` are groups that are used as a whole or not at all:
 * the name of one person must never be joined to the identifier of another.
 */
export interface ContextAttributes {
  readonly actor: AttributePairs;
  readonly client: AttributePairs;
  readonly other: AttributePairs;
  /** Values that had a wrong type or name and were left out. */
  refused: number;
}

/** Longest text taken from the context, in UTF-16 units; the sanitizer applies its own, smaller limits. */
const MAX_TEXT_LENGTH = 4_096;
const MAX_EXTRA_ATTRIBUTES = 64;
const MAX_ARRAY_LENGTH = 128;
/** Names of the caller's own. `audit.*` is one record's identity, outcome and seal, which no context can know for all. */
const ATTRIBUTE_NAME = /^(?!audit\.)[A-Za-z][\w.\-/]{0,127}$/;
const ACTOR_TYPES: ReadonlySet<unknown> = new Set(['user', 'service', 'system']);

export function emptyContextAttributes(): ContextAttributes {
  return { actor: [], client: [], other: [], refused: 0 };
}

/**
 * Reads a security context into `into`. The context is the application's object and may hold anything: every value is checked and
 * copied. Should a getter throw, the error passes through and what was read before it stays in `into`.
 */
export function readContextAttributes(security: unknown, into: ContextAttributes): void {
  const { actor, client, session, userAgent, onBehalfOf, http, attributes } = fields(security);
  const reader = new Reader(into);

  const { id, type, name } = fields(actor);
  const identifier = reader.text(into.actor, ATTR_AUDIT_ACTOR_ID, id);
  if (identifier !== undefined) {
    const kind = ACTOR_TYPES.has(type) ? type : 'user';
    into.actor.push([ATTR_AUDIT_ACTOR_TYPE, kind]);
    if (kind === 'user') {
      into.actor.push([ATTR_USER_ID, identifier]);
      reader.text(into.actor, ATTR_USER_NAME, name);
    }
  }

  const { address, port } = fields(client);
  reader.text(into.client, ATTR_CLIENT_ADDRESS, address);
  reader.integer(into.client, ATTR_CLIENT_PORT, port, 65_535);

  const { method, route, path, statusCode } = fields(http);
  reader.text(into.other, ATTR_SESSION_ID, fields(session)['id']);
  reader.text(into.other, ATTR_USER_AGENT_ORIGINAL, userAgent);
  reader.text(into.other, ATTR_SECURITY_ONBEHALF_ID, fields(onBehalfOf)['id']);
  reader.text(into.other, ATTR_HTTP_REQUEST_METHOD, method);
  reader.text(into.other, ATTR_HTTP_ROUTE, route);
  reader.text(into.other, ATTR_URL_PATH, path);
  reader.integer(into.other, ATTR_HTTP_RESPONSE_STATUS_CODE, statusCode, 999);
  reader.extras(into.other, fields(attributes));
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

class Reader {
  readonly #tally: ContextAttributes;

  constructor(tally: ContextAttributes) {
    this.#tally = tally;
  }

  /** Text, or a number that the application uses as an identifier. */
  text(target: AttributePairs, name: string, value: unknown): string | undefined {
    if (value === undefined || value === null || value === '') return undefined;
    const text = textOf(value);
    if (text === undefined) this.#tally.refused += 1;
    else target.push([name, text]);
    return text;
  }

  integer(target: AttributePairs, name: string, value: unknown, max: number): void {
    if (value === undefined || value === null) return;
    if (Number.isInteger(value) && Number(value) > 0 && Number(value) <= max) target.push([name, value]);
    else this.#tally.refused += 1;
  }

  extras(target: AttributePairs, extras: Record<string, unknown>): void {
    const names = Object.keys(extras);
    for (const name of names.slice(0, MAX_EXTRA_ATTRIBUTES)) {
      const value = simple(extras[name]);
      if (value === undefined || !ATTRIBUTE_NAME.test(name)) this.#tally.refused += 1;
      else target.push([name, value]);
    }
    this.#tally.refused += Math.max(0, names.length - MAX_EXTRA_ATTRIBUTES);
  }
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value.slice(0, MAX_TEXT_LENGTH);
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value)) ? `${value}` : undefined;
}

/** The four attribute types of the vocabulary; anything else would reach the exporters unchecked, so it stays out. */
function simple(value: unknown): string | number | boolean | string[] | undefined {
  if (typeof value === 'string') return value.slice(0, MAX_TEXT_LENGTH);
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (!Array.isArray(value) || value.length > MAX_ARRAY_LENGTH) return undefined;
  const copy: string[] = [];
  for (let index = 0; index < value.length; index += 1) {
    const item: unknown = value[index]; // by index: an iterator of the caller's could be endless
    if (typeof item !== 'string') return undefined;
    copy.push(item.slice(0, MAX_TEXT_LENGTH));
  }
  return copy;
}
