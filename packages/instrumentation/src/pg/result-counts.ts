import type { DataAction } from '../marked-data/table-accesses.js';
import { errorProperty as property } from '../request/error-facts.js';

/** PostgreSQL's word for what a statement has done, and ours. */
const ACTIONS: Readonly<Record<string, readonly DataAction[]>> = {
  __proto__: null as never,
  SELECT: ['read'],
  INSERT: ['create'],
  UPDATE: ['update'],
  DELETE: ['delete'],
  MERGE: ['update'],
  COPY: ['export', 'import'],
};

/** The part of a result that belongs to an access: of several statements in one text, the first of its kind. */
export function resultOf(results: unknown, action: DataAction): unknown {
  const list = Array.isArray(results) ? results : [results];
  return list.find((result) => ACTIONS[String(property(result, 'command'))]?.includes(action));
}

/** Rows that PostgreSQL counted for the access; undefined for a part of a statement that it does not count by itself. */
export function countOf(results: unknown, action: DataAction): number | undefined {
  const count = property(resultOf(results, action), 'rowCount');
  return typeof count === 'number' ? count : undefined;
}

export function rowsOf(results: unknown, action: DataAction): readonly unknown[] {
  const rows = property(resultOf(results, action), 'rows');
  return Array.isArray(rows) ? rows : [];
}
