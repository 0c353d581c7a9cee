import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tableAccesses } from '../../src/marked-data/table-accesses.js';

const told = (sql: string) =>
  tableAccesses(sql).map(
    ({ schema, table, action }) => `${action} ${schema === undefined ? '' : `${schema}.`}${table}`,
  );

describe('the tables of a statement', () => {
  it.each([
    ['SELECT * FROM customers', ['read customers']],
    ['select a from Customers c where c.id = $1', ['read customers']],
    ['SELECT "customers"."id" FROM "customers" WHERE "customers"."id" = ?', ['read customers']],
    ['SELECT * FROM billing.customers AS c, orders o WHERE c.id = o.c', ['read billing.customers', 'read orders']],
    ['SELECT 1 FROM a INNER JOIN b ON a.x = b.x LEFT OUTER JOIN "C" USING (id)', ['read a', 'read b', 'read C']],
    ['SELECT (SELECT count(*) FROM secrets) FROM a', ['read secrets', 'read a']],
    ['INSERT INTO customers (a, b) VALUES ($1, $2) RETURNING id', ['create customers']],
    ['insert into customers(a) select a from imports', ['create customers', 'read imports']],
    ['INSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO UPDATE SET a = 2', ['create t']],
    ['UPDATE customers SET name = $1 WHERE id = $2', ['update customers']],
    ['UPDATE ONLY customers c SET name = x.name FROM x WHERE x.id = c.id', ['update customers', 'read x']],
    ['DELETE FROM customers WHERE id IN (SELECT id FROM gone)', ['delete customers', 'read gone']],
    ['DELETE FROM a USING b WHERE a.id = b.id', ['delete a', 'read b']],
    ['TRUNCATE TABLE customers', ['delete customers']],
    ['TRUNCATE customers, orders', ['delete customers', 'delete orders']],
    ['WITH gone AS (DELETE FROM customers RETURNING *) SELECT * FROM gone', ['delete customers', 'read gone']],
    ['MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN UPDATE SET a = 1', ['update t', 'read s']],
    ['COPY customers TO STDOUT', ['export customers']],
    ['COPY billing.customers (a, b) FROM STDIN', ['import billing.customers']],
    ['SELECT * FROM customers FOR UPDATE', ['read customers']],
    ['SELECT * FROM a; DELETE FROM b', ['read a', 'delete b']],
    ['SELECT extract(year FROM born) FROM customers', ['read born', 'read customers']],
    ['SELECT * FROM generate_series(1, 3) g', []],
    ["SELECT 'FROM secrets' -- FROM hidden\n FROM a /* JOIN b */", ['read a']],
    ['SELECT $tag$ FROM secrets $tag$, $$ FROM x $$ FROM a', ['read a']],
    ['select * from `customers` limit 1', ['read customers']],
    ['select * from [customers]', ['read customers']],
    ['SELECT a IS DISTINCT FROM b FROM t', ['read t']],
    ['BEGIN', []],
    ['', []],
  ])('%s', (sql, expected) => {
    expect(told(sql)).toEqual(expected);
  });

  it('are found beside the parameter that names one row', () => {
    const [update] = tableAccesses('UPDATE "customers" SET "name" = $1 WHERE "customers"."id" = $2');
    expect(update?.equals.get('id')).toBe(1);
    expect(tableAccesses('select * from t where a = ? and id = ?')[0]?.equals.get('id')).toBe(1);
  });

  it('are looked for in the first 65,536 characters, and no statement keeps the reader busy', () => {
    expect(told(`SELECT ${'a'.repeat(655_360)} FROM t`)).toEqual([]);
    for (const piece of ['(', "'", '"', '`', '$a$', '/*', 'from ', 'a.', '= ', '[', '--', 'join x ', ', t']) {
      expect(told(`SELECT * FROM t ${piece.repeat(100_000)}`).length).toBeLessThanOrEqual(64);
    }
  });

  it('never throw', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('SELECT', 'FROM', '(', ')', ',', '.', '"a"', "'", 'UPDATE', ';', '$1', '=', 'x')),
        (parts) => {
          expect(Array.isArray(tableAccesses(parts.join(' ')))).toBe(true);
        },
      ),
    );
  });
});
