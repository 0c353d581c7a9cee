import { countMembers } from '../sources/member-count.js';
import { parseLossless } from '../stores/lossless-json.js';

/**
 * JSON that says the same to every reader: of bounded depth, in UTF-8, without NaN, and with no member twice in one object. Whole numbers
 * that a double may not hold become `bigint`.
 *
 * @throws {SyntaxError} saying what is wrong with it
 */
export function parseUnambiguous(bytes: Buffer): unknown {
  let value: unknown;
  try {
    value = parseLossless(bytes);
  } catch (cause) {
    throw new SyntaxError('it is not JSON', { cause });
  }
  if (membersIn(value) !== countMembers(bytes)) throw new SyntaxError('an object has the same member twice');
  return value;
}

function membersIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + membersIn(item), 0);
  return Object.values(value).reduce((sum: number, item) => sum + 1 + membersIn(item), 0);
}
