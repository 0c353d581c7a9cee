import { DatabaseSync } from 'node:sqlite';
import type { Knex } from 'knex';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { KnexSecurityInstrumentation } from '../../../src/knex/index.js';
import { PgSecurityInstrumentation } from '../../../src/pg/index.js';
import { emittedRecords, requireHooked } from '../../emitted-records.js';
import { MODULE_FORMATS, runProgram } from '../../programs/run-program.js';
import { producesWhatItSays } from '../../support/produces.js';
import { postgresServer } from '../postgres-server.js';

const MARKS = {
  sensitive: { patients: { fields: ['diagnosis'] } },
  highValue: {
    accounts: { id: 'number', beforeAfter: ['balance', 'state'] },
    typos: { beforeAfter: ['no_such_column'] },
  },
} as const;

const { events, everything, counted, onEmit } = emittedRecords();
const { connection } = postgresServer();
const instrumentations = [new KnexSecurityInstrumentation(MARKS), new PgSecurityInstrumentation(MARKS)];
const knex = requireHooked('knex') as (config: Knex.Config) => Knex;
let db: Knex;

beforeAll(async () => {
  db = knex({ client: 'pg', connection: connection() as Knex.PgConnectionConfig, pool: { min: 0, max: 2 } });
  await schema(db);
});
afterEach(async () => {
  for (const table of ['patients', 'accounts', 'typos']) await db.raw(`DELETE FROM ${table}`);
});
afterAll(async () => {
  await db.destroy();
  for (const instrumentation of instrumentations) instrumentation.disable();
});

async function schema(database: Knex) {
  await database.raw('CREATE TABLE patients (id int PRIMARY KEY, diagnosis text)');
  await database.raw('CREATE TABLE accounts (number text PRIMARY KEY, balance int, state text)');
  await database.raw('CREATE TABLE typos (id int PRIMARY KEY, name text)');
}

const patients = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: index + 1, diagnosis: 'secret' }));
const told = () =>
  events().map(([name, attributes]) => [
    name.replace('security.sensitive.', ''),
    attributes['audit.target.type'],
    attributes['audit.target.id'],
    attributes['security.data.count'],
  ]);
const values = () =>
  events().map(([, attributes]) =>
    Object.fromEntries(Object.entries(attributes).filter(([name]) => name.startsWith('data.'))),
  );

async function allKinds(database: Knex) {
  await database('patients').insert(patients(3));
  await database('patients');
  await database('patients').where({ id: 2 }).first();
  await database('patients').pluck('id');
  await database('patients').where('id', '<', 3).update({ diagnosis: 'x' });
  await database('patients').where({ id: 3 }).del();
  await database('patients').where({ id: 99 }).first();
}
const ALL_KINDS = [
  ['create', 'patients', '*', 3],
  ['read', 'patients', '*', 3],
  ['read', 'patients', '2', 1],
  ['read', 'patients', '*', 3],
  ['update', 'patients', '*', 2],
  ['delete', 'patients', '3', 1],
];

describe('a marked table through Knex', () => {
  it('tells each access once, with the number of rows, although pg is watched too', async () => {
    await allKinds(db);
    expect(told()).toEqual(ALL_KINDS);
    expect(JSON.stringify(events())).not.toContain('secret');
  });

  it('tells the same of SQLite', async () => {
    const lite = await liteDatabase();
    await allKinds(lite);
    await lite.destroy();
    expect(told()).toEqual(ALL_KINDS);
  });

  it('is found in raw statements, joins and transactions', async () => {
    await db.raw('INSERT INTO patients VALUES (1, ?), (2, ?)', ['a', 'b']);
    await db('accounts').join('patients', db.raw('true'));
    await db.transaction(async (trx) => {
      await trx('patients').where({ id: 1 }).update({ diagnosis: 'c' });
    });
    expect(told()).toEqual([
      ['create', 'patients', '*', 2],
      ['update', 'patients', '1', 1],
    ]);
  });

  it('is told of when its rows are streamed', async () => {
    const lite = await liteDatabase();
    await lite('patients').insert(patients(2));
    for await (const row of lite('patients').stream()) expect(row).toHaveProperty('id');
    await lite.destroy();
    expect(told().slice(1)).toEqual([['read', 'patients', '*', undefined]]);
  });

  it('answers as ever when our part throws', async () => {
    onEmit(() => {
      throw new Error('a broken processor');
    });
    await db('patients').insert(patients(2));
    expect(await db('patients').where({ id: 1 }).update({ diagnosis: 'x' })).toBe(1);
    await expect(db('patients').insert(patients(1))).rejects.toThrow('duplicate key');
  });
});

describe('values before and after a change', () => {
  const fill = () =>
    db('accounts').insert([
      { number: 'A-1', balance: 10, state: 'open' },
      { number: 'A-2', balance: 20, state: 'open' },
    ]);

  it('are those of the row before, and what it was set to', async () => {
    await fill();
    await db('accounts').where({ number: 'A-1' }).update({ state: 'frozen' });
    expect(values()[1]).toEqual({
      'data.before.balance': '10',
      'data.before.state': 'open',
      'data.after.state': 'frozen',
    });
  });

  it('are what the database returned, where only it can know', async () => {
    await fill();
    const change = db('accounts').where({ number: 'A-2' });
    const rows = await change.update({ balance: db.raw('balance * 2') }).returning(['number', 'balance']);
    expect(rows).toEqual([{ number: 'A-2', balance: 40 }]);
    expect(values()[1]).toMatchObject({ 'data.before.balance': '20', 'data.after.balance': '40' });
  });

  it('are the last ones of a row that is deleted', async () => {
    await fill();
    await db('accounts').where({ number: 'A-1' }).del();
    expect(values()[1]).toEqual({ 'data.before.balance': '10', 'data.before.state': 'open' });
  });

  it('are listed for several rows, and for at most ten', async () => {
    await db('accounts').insert(
      Array.from({ length: 100 }, (_, index) => ({ number: `B-${index}`, balance: index, state: 'open' })),
    );
    await db('accounts').update({ state: 'closed' });
    const [, many] = values();
    expect(many?.['data.ids']).toHaveLength(10);
    expect(many?.['data.before.balance']).toHaveLength(10);
    expect(told()[1]).toEqual(['update', 'accounts', '*', 100]);
  });

  it('that cannot be read do not harm the change, not even in a transaction', async () => {
    await db('typos').insert({ id: 1, name: 'a' });
    await db.transaction(async (trx) => {
      await trx('typos').where({ id: 1 }).update({ name: 'b' });
      await trx('typos').where({ id: 1 }).update({ name: 'c' });
    });
    expect(await db('typos').pluck('name')).toEqual(['c']);
    expect(counted()).toEqual(['ERR_LIBRARY_NOT_OBSERVED']); // and it is not tried again
    expect(told().filter(([action]) => action === 'update')).toHaveLength(2);
  });
});

async function liteDatabase(): Promise<Knex> {
  const connection = { filename: ':memory:' };
  const lite = knex({ client: sqlite(), connection, useNullAsDefault: true, pool: { min: 1, max: 1 } });
  await schema(lite);
  return lite;
}

/** Knex’s dialect for better-sqlite3 over the SQLite that Node brings along. */
function sqlite(): typeof Knex.Client {
  const Dialect = requireHooked('knex/lib/dialects/better-sqlite3');
  class Database {
    readonly #database: DatabaseSync;

    constructor(filename: string) {
      this.#database = new DatabaseSync(filename);
    }

    prepare(sql: string) {
      const statement = this.#database.prepare(sql);
      return {
        reader: /^\s*select|returning/i.test(sql),
        all: (...values: never[]) => statement.all(...(values.flat() as never[])),
        run: (...values: never[]) => statement.run(...(values.flat() as never[])),
      };
    }

    close() {
      this.#database.close();
    }
  }
  return class extends Dialect {
    _driver() {
      return Database;
    }
  } as unknown as typeof Knex.Client;
}

describe.each(MODULE_FORMATS)('Knex loaded as %s', (format) => {
  it('is watched', () => {
    const load = format === 'module' ? "import knex from 'knex';" : "const knex = require('knex');";
    const program = `${load}
      const db = knex({ client: 'pg', connection: ${JSON.stringify(connection())}, pool: { min: 0, max: 1 } });
      db('patients').insert({ id: 7 }).then(() => db('patients').where({ id: 7 }).first()).then(() => db.destroy());`;
    const { records } = runProgram(format, program, ['knex', 'pg'], MARKS);
    expect(records.map(({ eventName }) => eventName)).toEqual(['security.sensitive.create', 'security.sensitive.read']);
  });
});

producesWhatItSays('knex', everything);
