import type { DataAction } from '../marked-data/table-accesses.js';
import { countOf } from '../pg/result-counts.js';
import { errorProperty as property } from '../request/error-facts.js';
import type { KnexBuilder } from './knex-internals.js';

/** Rows that a statement touched, from what Knex makes of the driver's answer; undefined where it does not say. */
export function countOfResult(
  action: DataAction,
  { _method, _single }: KnexBuilder,
  result: unknown,
): number | undefined {
  if (_method === 'insert') return Array.isArray(_single?.insert) ? _single.insert.length : 1;
  if (_method === 'first') return result === undefined ? 0 : 1;
  if (typeof result === 'number') return result;
  if (property(result, 'command') !== undefined || property(property(result, '0'), 'command') !== undefined)
    return countOf(result, action); // a raw statement of PostgreSQL
  return Array.isArray(result) ? result.length : undefined;
}

/** The rows themselves, where the statement returned any. */
export function rowsOfResult(result: unknown): readonly unknown[] {
  const rows = Array.isArray(result) ? result : (property(result, 'rows') ?? [result]);
  return Array.isArray(rows) ? rows.filter((row) => typeof row === 'object' && row !== null) : [];
}

/** The values that an update sets, without expressions, which only the database knows. */
export function valuesSet({ _method, _single }: KnexBuilder): Readonly<Record<string, unknown>> {
  if (_method !== 'update') return {};
  const literals = Object.entries(_single?.update ?? {}).filter(
    ([, value]) => typeof property(value, 'toSQL') !== 'function',
  );
  return Object.fromEntries(literals);
}
