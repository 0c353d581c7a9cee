import type { Target } from '@otelseal/security-events';
import { errorProperty as property } from '../request/error-facts.js';

/** Somebody may not do something to something. */
export interface Denial {
  readonly target: Target;
  readonly reason: 'not_permitted';
  /** `update:Invoice`, or `read:Invoice.total` for one field. */
  readonly permission: string;
  readonly policyId: 'casl';
}

const MAX_LENGTH = 128;
/** What CASL calls everything. */
const ALL = 'all';

/** What a `ForbiddenError` says; undefined for an error of somebody else. */
export function denialOf(error: unknown): Denial | undefined {
  const action = property(error, 'action');
  const type = property(error, 'subjectType');
  if (typeof action !== 'string' || typeof type !== 'string') return undefined;
  return denial(action, type, property(error, 'subject'), property(error, 'field'));
}

/** What `ability.can(action, subject, field)` was asked. */
export function denialOfCheck([action, subject, field]: readonly unknown[]): Denial | undefined {
  return typeof action === 'string' ? denial(action, typeOf(subject), subject, field) : undefined;
}

function denial(action: string, type: string, subject: unknown, field: unknown): Denial {
  const kind = type.slice(0, MAX_LENGTH);
  const part = typeof field === 'string' && field !== '' ? `.${field.slice(0, MAX_LENGTH)}` : '';
  return {
    target: { type: kind, id: idOf(subject) },
    reason: 'not_permitted',
    permission: `${action.slice(0, MAX_LENGTH)}:${kind}${part}`,
    policyId: 'casl',
  };
}

/** The name that CASL finds by default: `subject(type, object)`, the class's `modelName`, or the class's name. */
function typeOf(subject: unknown): string {
  if (subject === undefined || subject === null) return ALL;
  if (typeof subject === 'string') return subject;
  const kind = typeof subject === 'function' ? subject : property(subject, 'constructor');
  const named = property(subject, '__caslSubjectType__') ?? property(kind, 'modelName') ?? property(kind, 'name');
  return typeof named === 'string' && named !== '' ? named : 'unknown';
}

/** A check of a whole type is about all of its objects. */
function idOf(subject: unknown): string {
  if (typeof subject !== 'object' || subject === null) return '*';
  const id = property(subject, 'id') ?? property(subject, '_id');
  const text = typeof id === 'object' && id !== null && 'toHexString' in id ? String(id) : id;
  return typeof text === 'string' || typeof text === 'number' || typeof text === 'bigint'
    ? String(text).slice(0, MAX_LENGTH)
    : '*';
}
