import { errorProperty as property } from '../request/error-facts.js';

/** Where applications keep whose session it is, besides Passport. */
const USER_FIELDS = ['user', 'userId', 'userID', 'user_id', 'uid', 'account', 'accountId'] as const;

/** Whose session it is, as `actorOfUser` takes it; undefined for a visitor's. */
export function sessionUser(session: unknown): unknown {
  const user = property(property(session, 'passport'), 'user') ?? firstOf(session);
  return typeof user === 'number' || typeof user === 'bigint' ? String(user) : user;
}

function firstOf(session: unknown): unknown {
  return USER_FIELDS.map((name) => property(session, name)).find(
    (value) => value !== undefined && value !== null && value !== '' && value !== false,
  );
}
