import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type Pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PgSecurityInstrumentation } from '../../../src/pg/index.js';
import { withMarkedModels } from '../../../src/prisma/index.js';
import { emittedRecords, requireHooked } from '../../emitted-records.js';
import { producesWhatItSays } from '../../support/produces.js';
import { postgresServer } from '../postgres-server.js';
import { pgAdapter } from './pg-adapter.js';

const SCHEMA = `
generator client {
  provider = "prisma-client-js"
  output   = "./client"
}

datasource db {
  provider = "postgresql"
}

model Patient {
  id        Int     @id
  diagnosis String?
  visits    Visit[]
}

model Visit {
  id        Int     @id
  patientId Int
  patient   Patient @relation(fields: [patientId], references: [id])
}

model Account {
  number  String  @id
  balance Decimal
  state   String
}
`;

type Rows = Promise<Record<string, unknown>[] & Record<string, unknown> & { count: number }>;
type Operation = (args?: object) => Rows;
interface Model {
  readonly create: Operation;
  readonly createMany: Operation;
  readonly findMany: Operation;
  readonly findUnique: Operation;
  readonly update: Operation;
  readonly updateMany: Operation;
  readonly delete: Operation;
  readonly deleteMany: Operation;
  readonly count: Operation;
}
interface Client {
  readonly patient: Model;
  readonly visit: Model;
  readonly account: Model;
  $transaction<T>(run: (tx: Client) => Promise<T>): Promise<T>;
  $disconnect(): Promise<void>;
}

const MARKS = {
  sensitive: { Patient: { fields: ['diagnosis'] } },
  highValue: {
    Account: { id: 'number', beforeAfter: ['balance', 'state'] },
    Visit: { beforeAfter: ['no_such_column'] },
  },
};

const { events, everything, counted, onEmit } = emittedRecords();
const { connection } = postgresServer();
const pg = new PgSecurityInstrumentation({ sensitive: { Patient: true } });
const folder = mkdtempSync(fileURLToPath(new URL('../../../../../node_modules/.prisma-', import.meta.url)));
let database: Pg.Client;
let prisma: Client;

beforeAll(async () => {
  const { Client: PgClient } = requireHooked('pg') as typeof Pg;
  database = new PgClient(connection());
  await database.connect();
  await database.query(`
    CREATE TABLE "Patient" (id int PRIMARY KEY, diagnosis text);
    CREATE TABLE "Visit" (id int PRIMARY KEY, "patientId" int REFERENCES "Patient" ON DELETE CASCADE);
    CREATE TABLE "Account" (number text PRIMARY KEY, balance numeric, state text);`);
  prisma = withMarkedModels(new (generatedClient())({ adapter: pgAdapter(database) }), MARKS);
});
afterEach(() => database.query('DELETE FROM "Visit"; DELETE FROM "Patient"; DELETE FROM "Account"'));
afterAll(async () => {
  await prisma.$disconnect();
  await database.end();
  pg.disable();
  rmSync(folder, { recursive: true, force: true });
});

/** `prisma generate`, which needs no engine with a driver adapter, though the command would fetch one that it does not use. */
function generatedClient(): new (options: object) => Client {
  writeFileSync(join(folder, 'schema.prisma'), SCHEMA);
  const command = createRequire(import.meta.url).resolve('prisma/build/index.js');
  execFileSync(process.execPath, [command, 'generate', '--schema', 'schema.prisma'], {
    cwd: folder,
    stdio: 'ignore',
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    },
  });
  return createRequire(join(folder, 'application.cjs'))('./client').PrismaClient;
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

describe('a marked model of Prisma', () => {
  it('tells of rows that are created, read, changed and deleted, once, although pg is watched too', async () => {
    await prisma.patient.createMany({ data: patients(3) });
    await prisma.patient.create({ data: { id: 9 } });
    await prisma.patient.findMany();
    await prisma.patient.findUnique({ where: { id: 2 } });
    await prisma.patient.update({ where: { id: 2 }, data: { diagnosis: 'x' } });
    await prisma.patient.updateMany({ where: { id: { lt: 3 } }, data: { diagnosis: 'y' } });
    await prisma.patient.delete({ where: { id: 9 } });
    await prisma.patient.deleteMany({});
    expect(told()).toEqual([
      ['create', 'Patient', '*', 3],
      ['create', 'Patient', '9', 1],
      ['read', 'Patient', '*', 4],
      ['read', 'Patient', '2', 1],
      ['update', 'Patient', '2', 1],
      ['update', 'Patient', '*', 2],
      ['delete', 'Patient', '9', 1],
      ['delete', 'Patient', '*', 3],
    ]);
    expect(events()[0]?.[1]).toMatchObject({ 'security.data.fields': ['diagnosis'] });
    expect(JSON.stringify(events())).not.toContain('secret');
  });

  it('is counted where another model brings it along', async () => {
    await prisma.patient.createMany({ data: patients(2) });
    await database.query('INSERT INTO "Visit" VALUES (1, 1), (2, 2), (3, 2)');
    await prisma.visit.findMany({ include: { patient: true } });
    expect(told().slice(-1)).toEqual([['read', 'Patient', '*', 3]]);
  });

  it('is silent where no row is touched, counted or grouped only, and where the operation fails', async () => {
    expect(await prisma.patient.findUnique({ where: { id: 7 } })).toBeNull();
    expect(await prisma.patient.count()).toBe(0);
    await expect(prisma.patient.delete({ where: { id: 7 } })).rejects.toMatchObject({ code: 'P2025' });
    expect(events()).toEqual([]);
  });

  it('is watched inside of transactions', async () => {
    await prisma.$transaction(async (tx) => {
      await tx.patient.create({ data: { id: 1 } });
    });
    expect(told()).toEqual([['create', 'Patient', '1', 1]]);
  });

  it('answers as ever when our part throws', async () => {
    onEmit(() => {
      throw new Error('a broken processor');
    });
    expect(await prisma.patient.createMany({ data: patients(2) })).toEqual({ count: 2 });
    expect(await prisma.patient.findMany()).toHaveLength(2);
  });
});

describe('values before and after a change', () => {
  const fill = () => prisma.account.create({ data: { number: 'A-1', balance: '10.50', state: 'open' } });

  it('are those of the row before, and as it came back', async () => {
    await fill();
    await prisma.account.update({ where: { number: 'A-1' }, data: { balance: { decrement: 3 } } });
    expect(events()[1]?.[1]).toMatchObject({
      'audit.target.id': 'A-1',
      'data.before.balance': '10.5',
      'data.after.balance': '7.5',
      'data.before.state': 'open',
      'security.data.classification': 'high_value',
    });
  });

  it('are what many rows were set to', async () => {
    await fill();
    await prisma.account.updateMany({ where: {}, data: { state: 'frozen' } });
    expect(events()[1]?.[1]).toMatchObject({ 'data.before.state': 'open', 'data.after.state': 'frozen' });
  });

  it('that cannot be read do not harm the change, and are not tried again', async () => {
    await prisma.patient.createMany({ data: patients(1) });
    await prisma.visit.create({ data: { id: 1, patientId: 1 } });
    for (let times = 0; times < 2; times++) await prisma.visit.updateMany({ where: { id: 1 }, data: { patientId: 1 } });
    expect(counted()).toEqual(['ERR_LIBRARY_NOT_OBSERVED']);
    expect(told().filter(([action]) => action === 'update')).toHaveLength(2);
  });

  it('of a transaction are those that came back: nothing is read beside it', async () => {
    await fill();
    await prisma.$transaction((tx) => tx.account.update({ where: { number: 'A-1' }, data: { state: 'x' } }));
    expect(events()[1]?.[1]).toMatchObject({ 'data.after.state': 'x' });
    expect(events()[1]?.[1]).not.toHaveProperty('data.before.state');
  });
});

producesWhatItSays('prisma', everything);
