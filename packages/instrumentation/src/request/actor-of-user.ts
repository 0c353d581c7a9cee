import type { Actor } from '@otelseal/security-events';

/** Names under which libraries keep the identifier of a user, the most exact first. */
const ID_FIELDS = ['id', 'sub', 'userId', 'uid', '_id', 'username', 'email'] as const;
const NAME_FIELDS = ['username', 'name', 'email'] as const;
const MAX_LENGTH = 256;

/**
 * The acting user of what Passport, JWT middleware or a session left at the request. `undefined` where no identifier can
 * be found; nobody is made up.
 *
 * @example actorOfUser({ id: 7, username: 'alice' }) // { type: 'user', id: '7', name: 'alice' }
 * @stable
 */
export function actorOfUser(user: unknown): Actor | undefined {
  if (typeof user === 'string' && user !== '') return { type: 'user', id: user.slice(0, MAX_LENGTH) };
  const id = firstText(user, ID_FIELDS);
  if (id === undefined) return undefined;
  const name = firstText(user, NAME_FIELDS);
  return name === undefined || name === id ? { type: 'user', id } : { type: 'user', id, name };
}

function firstText(source: unknown, names: readonly string[]): string | undefined {
  if (typeof source !== 'object' || source === null) return undefined;
  for (const name of names) {
    const text = identifierText((source as Record<string, unknown>)[name]);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Numbers, texts, and objects that know their own text, such as the `_id` of a MongoDB document. */
function identifierText(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  const text = typeof value === 'object' && value !== null && 'toHexString' in value ? String(value) : value;
  return typeof text === 'string' && text !== '' ? text.slice(0, MAX_LENGTH) : undefined;
}
