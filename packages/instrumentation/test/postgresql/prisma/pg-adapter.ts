import type pg from 'pg';

/** PostgreSQL's types by their numbers, as Prisma numbers them; everything else is text. */
const TYPES: Readonly<Record<number, number>> = { 23: 0, 20: 1, 1700: 4, 16: 5 };

interface SqlQuery {
  readonly sql: string;
  readonly args: unknown[];
}

/** A driver adapter for Prisma over one connection of pg, as far as these tests need it. */
export function pgAdapter(client: pg.Client) {
  const info = { provider: 'postgres' as const, adapterName: 'pg-of-the-tests' };
  const queries = {
    ...info,
    async queryRaw({ sql, args }: SqlQuery) {
      const { fields, rows } = await client.query({ text: sql, values: args as never[], rowMode: 'array' });
      return {
        columnNames: fields.map(({ name }) => name),
        columnTypes: fields.map(({ dataTypeID }) => TYPES[dataTypeID] ?? 7),
        rows: rows as unknown as unknown[][],
      };
    },
    executeRaw: async ({ sql, args }: SqlQuery) => (await client.query(sql, args as never[])).rowCount ?? 0,
  };
  const adapter = {
    ...queries,
    executeScript: async (script: string) => void (await client.query(script)),
    async startTransaction() {
      await client.query('BEGIN');
      return {
        ...queries,
        options: { usePhantomQuery: false },
        commit: async () => void (await client.query('COMMIT')),
        rollback: async () => void (await client.query('ROLLBACK')),
      };
    },
    dispose: async () => {},
  };
  return { ...info, connect: async () => adapter };
}
