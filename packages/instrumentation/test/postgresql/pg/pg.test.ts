import type Pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PgSecurityInstrumentation } from '../../../src/pg/index.js';
import { emittedRecords, requireHooked } from '../../emitted-records.js';
import { MODULE_FORMATS, runProgram } from '../../programs/run-program.js';
import { producesWhatItSays } from '../../support/produces.js';
import { postgresServer } from '../postgres-server.js';

const MARKS = {
  sensitive: { patients: { fields: ['diagnosis'] }, 'billing.cards': true },
  highValue: { accounts: { id: 'number', beforeAfter: ['balance'] } },
} as const;

const { events, everything, records, onEmit } = emittedRecords();
const { connection } = postgresServer();
const instrumentation = new PgSecurityInstrumentation(MARKS);
const { Client, Pool } = requireHooked('pg') as typeof Pg;
let client: Pg.Client;

beforeAll(async () => {
  client = new Client(connection());
  await client.connect();
  await client.query(`
    CREATE TABLE patients (id int PRIMARY KEY, name text, diagnosis text);
    CREATE TABLE orders (id int PRIMARY KEY);
    CREATE TABLE accounts (number text PRIMARY KEY, balance numeric);
    CREATE SCHEMA billing;
    CREATE TABLE billing.cards (id int PRIMARY KEY);`);
});
afterEach(() =>
  client.query('DELETE FROM patients; DELETE FROM accounts; DELETE FROM billing.cards; DELETE FROM orders'),
);
afterAll(async () => {
  await client.end();
  instrumentation.disable();
});

const fill = (rows: number) =>
  client.query("INSERT INTO patients SELECT n, 'n' || n, 'secret diagnosis' FROM generate_series(1, $1) n", [rows]);
const told = () =>
  events().map(([name, attributes]) => [
    name.replace('security.sensitive.', ''),
    attributes['audit.target.type'],
    attributes['audit.target.id'],
    attributes['security.data.count'],
  ]);

describe('a marked table in PostgreSQL', () => {
  it('tells of rows that are created, read, changed and deleted, with their number', async () => {
    await fill(5);
    await client.query('SELECT * FROM patients');
    await client.query('UPDATE patients SET name = $1 WHERE id < $2', ['x', 4]);
    await client.query('DELETE FROM patients WHERE id > 3');
    await client.query('TRUNCATE patients');
    expect(told()).toEqual([
      ['create', 'patients', '*', 5],
      ['read', 'patients', '*', 5],
      ['update', 'patients', '*', 3],
      ['delete', 'patients', '*', 2],
      ['delete', 'patients', '*', undefined],
    ]);
    expect(events()[0]?.[1]).toMatchObject({
      'security.data.classification': 'sensitive',
      'security.data.fields': ['diagnosis'],
    });
    expect(JSON.stringify(records())).not.toContain('secret diagnosis');
  });

  it('names the one row that a statement is about', async () => {
    await fill(3);
    await client.query('SELECT name FROM patients WHERE id = $1', [2]);
    await client.query({ text: 'UPDATE patients SET name = $2 WHERE patients.id = $1', values: [3, 'x'] });
    await client.query('SELECT id FROM patients LIMIT 1');
    expect(told().slice(1)).toEqual([
      ['read', 'patients', '2', 1],
      ['update', 'patients', '3', 1],
      ['read', 'patients', '1', 1],
    ]);
  });

  it('is silent about statements that touch no row, that fail, and about other tables', async () => {
    await client.query('SELECT * FROM patients');
    await client.query('UPDATE patients SET name = $1', ['x']);
    await client.query("SELECT 'FROM patients' FROM orders");
    await expect(client.query('SELECT no_such_column FROM patients')).rejects.toThrow('no_such_column');
    expect(events()).toEqual([]);
  });

  it('is found in joins, in parts that change data, under its schema, and in several statements at once', async () => {
    await fill(2);
    await client.query('INSERT INTO billing.cards VALUES (1); INSERT INTO orders VALUES (1)');
    await client.query('SELECT * FROM orders o JOIN patients p ON o.id = p.id');
    await client.query('WITH gone AS (DELETE FROM patients RETURNING id) SELECT * FROM gone');
    expect(told().slice(1)).toEqual([
      ['create', 'billing.cards', '*', 1],
      ['read', 'patients', '1', 1],
      ['delete', 'patients', '*', undefined],
    ]);
  });

  it('gives the values that a statement returns of columns that are to be recorded', async () => {
    await client.query("INSERT INTO accounts VALUES ('A-1', 10.50), ('A-2', 20)");
    await client.query('UPDATE accounts SET balance = balance - $1 WHERE number = $2 RETURNING number, balance', [
      3,
      'A-1',
    ]);
    await client.query('UPDATE accounts SET balance = 0 RETURNING number, balance');
    expect(
      events()
        .slice(1)
        .map(([, attributes]) => attributes),
    ).toMatchObject([
      { 'audit.target.id': 'A-1', 'data.after.balance': '7.50', 'security.data.classification': 'high_value' },
      { 'audit.target.id': '*', 'data.after.balance': ['0', '0'], 'data.ids': expect.arrayContaining(['A-1', 'A-2']) },
    ]);
  });

  it('is watched through pools, callbacks and prepared statements', async () => {
    await fill(4);
    const pool = new Pool(connection());
    await pool.query('SELECT * FROM patients WHERE id < $1', [3]);
    await pool.end();
    await new Promise<void>((resolve, reject) => {
      client.query('SELECT * FROM patients WHERE id < $1', [4], (error, { rowCount }) =>
        error ? reject(error) : resolve(expect(rowCount).toBe(3)),
      );
    });
    await client.query({ name: 'all', text: 'SELECT * FROM patients' });
    expect(
      told()
        .slice(1)
        .map(([, , , count]) => count),
    ).toEqual([2, 3, 4]);
  });

  it('is told of even when rows are taken from it one by one', async () => {
    await fill(1);
    const query = rowByRow();
    client.query(query);
    await new Promise((resolve) => query.on('end', resolve));
    expect(told().slice(1)).toEqual([['read', 'patients', '*', undefined]]);
  });

  it('answers as ever when our part throws', async () => {
    onEmit(() => {
      throw new Error('a broken processor');
    });
    await fill(2);
    expect((await client.query('SELECT * FROM patients')).rowCount).toBe(2);
  });
});

/** A query that hands out its rows instead of gathering them. */
function rowByRow() {
  const { Query } = requireHooked('pg') as unknown as {
    Query: new (text: string) => Pg.Submittable & NodeJS.EventEmitter;
  };
  const query = new Query('SELECT * FROM patients');
  query.on('row', () => {});
  return query;
}

describe('marks', () => {
  it.each([
    [{ sensitive: { t: { colour: 'red' } } }, /no option "colour"/],
    [{ sensitive: { t: { fields: [1] } } }, /takes names only/],
    [{ highValue: { t: null } }, /is true or an object/],
  ])('that cannot be used are refused at once: %j', (options, message) => {
    expect(() => new PgSecurityInstrumentation(options as never)).toThrow(
      expect.objectContaining({ code: 'ERR_MARKED_DATA', message: expect.stringMatching(message) }),
    );
  });
});

describe.each(MODULE_FORMATS)('pg loaded as %s', (format) => {
  it('is watched', () => {
    const load = format === 'module' ? "import { Client } from 'pg';" : "const { Client } = require('pg');";
    const program = `${load}
      const client = new Client(${JSON.stringify(connection())});
      client.connect()
        .then(() => client.query("INSERT INTO patients VALUES (1, 'a', 'b')"))
        .then(() => client.end());`;
    const { records: found } = runProgram(format, program, ['pg'], MARKS);
    expect(found).toMatchObject([{ eventName: 'security.sensitive.create' }]);
  });
});

producesWhatItSays('pg', everything);
