import { security } from '@otelseal/security-events';
import { errorProperty as property } from '../request/error-facts.js';
import type { Mark } from './marks.js';
import type { DataAction } from './table-accesses.js';

/** One access to marked data that has taken place. */
export interface Access {
  readonly mark: Mark;
  readonly action: DataAction;
  /** Rows touched; undefined where the database did not say. */
  readonly count: number | undefined;
  /** The row's identifier, where the statement is about one. */
  readonly id?: unknown;
  /** Values of the columns of `beforeAfter`, by row: as they were, and as they are. */
  readonly changes?: readonly RowChange[];
}

export interface RowChange {
  readonly id?: unknown;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Rows whose values are recorded; a statement that changes more is counted. */
export const MAX_CHANGES = 10;
const MAX_VALUE_LENGTH = 256;

/** Emits what has been done with marked data. Nothing for a statement that touched no row. */
export function tellAccess({ mark, action, count, id, changes = [] }: Access): void {
  if (count === 0) return;
  const one = count === 1 || count === undefined ? identifier(id ?? changes[0]?.id) : undefined;
  const fields = {
    target: { type: mark.name, id: one ?? '*' },
    classification: mark.classification,
    ...(mark.fields.length === 0 ? {} : { fields: mark.fields }),
    ...(changes.length === 0 ? {} : { attributes: changedValues(mark, changes) }),
  };
  switch (action) {
    case 'export':
      security.sensitive.export({ ...fields, count: count ?? 0 });
      break;
    case 'import':
      security.sensitive.import({ ...fields, count: count ?? 0 });
      break;
    default:
      security.sensitive[action]({ ...fields, count });
  }
}

/** `data.before.status`, `data.after.status`: a text for one row, a list in the rows' order for several. */
function changedValues(mark: Mark, changes: readonly RowChange[]): Record<string, string | readonly string[]> {
  const values: Record<string, string | readonly string[]> = {};
  const rows = changes.slice(0, MAX_CHANGES);
  for (const column of mark.beforeAfter) {
    for (const when of ['before', 'after'] as const) {
      const texts = rows.map((row) => valueText(property(row[when], column)));
      if (texts.every((text) => text === undefined)) continue;
      const [only] = texts;
      values[`data.${when}.${column}`] = rows.length === 1 ? (only ?? '') : texts.map((text) => text ?? '');
    }
  }
  if (rows.length > 1) values['data.ids'] = rows.map((row) => identifier(row.id) ?? '');
  return values;
}

function valueText(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (value === null) return 'null';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'invalid' : value.toISOString();
  if (typeof value === 'object') return decimalText(value);
  return typeof value === 'function' || typeof value === 'symbol'
    ? undefined
    : String(value).slice(0, MAX_VALUE_LENGTH);
}

/** Amounts are objects in some libraries, and know their own text; other objects stay in the database. */
function decimalText(value: object): string {
  const toFixed: unknown = property(value, 'toFixed');
  return typeof toFixed === 'function'
    ? String(Reflect.apply(toFixed, value, [])).slice(0, MAX_VALUE_LENGTH)
    : '[object]';
}

function identifier(id: unknown): string | undefined {
  if (typeof id === 'number' || typeof id === 'bigint') return String(id);
  return typeof id === 'string' && id !== '' ? id.slice(0, MAX_VALUE_LENGTH) : undefined;
}
