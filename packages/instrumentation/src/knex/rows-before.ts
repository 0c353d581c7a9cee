import type { Mark } from '../marked-data/marks.js';
import { MAX_CHANGES } from '../marked-data/tell-access.js';
import type { KnexRunner } from './knex-internals.js';

const SAVEPOINT = 'otelseal_before';

/** Tables of which the values before a change could once not be read: their columns are wrong, and asking again would not help. */
const unreadable = new WeakSet<Mark>();

export function canReadBefore(mark: Mark, { builder }: KnexRunner): boolean {
  const isChange = builder._method === 'update' || builder._method === 'del';
  return isChange && mark.beforeAfter.length > 0 && !unreadable.has(mark);
}

/**
 * The rows that an update or a delete is about to change, at most ten: the builder's own conditions as a SELECT of the marked columns, on the
 * connection of the change. In a transaction of PostgreSQL behind a savepoint, so that a mistake in the marks cannot end it.
 *
 * @throws whatever the database says about the columns; it is not asked about this table again
 */
export async function rowsBefore(mark: Mark, runner: KnexRunner): Promise<readonly unknown[]> {
  const { client, connection } = runner;
  const isGuarded = connection.__knexTxId !== undefined && client.dialect === 'postgresql';
  const command = (sql: string) => client.query(connection, { sql, bindings: [], method: 'raw' });
  if (isGuarded) await command(`SAVEPOINT ${SAVEPOINT}`);
  try {
    const response = await client.query(connection, selection(mark, runner));
    const rows = client.processResponse(response, runner);
    if (isGuarded) await command(`RELEASE SAVEPOINT ${SAVEPOINT}`);
    return Array.isArray(rows) ? rows : [];
  } catch (error) {
    unreadable.add(mark);
    if (isGuarded) await command(`ROLLBACK TO SAVEPOINT ${SAVEPOINT}`);
    throw error;
  }
}

function selection(mark: Mark, { builder }: KnexRunner) {
  const select = builder.clone();
  select._method = 'select';
  for (const part of ['update', 'returning', 'options']) delete select._single[part];
  select.clearSelect();
  select.select([...new Set([mark.id, ...mark.beforeAfter])]);
  select.limit(MAX_CHANGES);
  return select.toSQL();
}
