import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { OtlpReceiver } from '@otelseal/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { run } from '../memory-io.js';
import { testFolder } from '../sealed-log.js';

const RUN = fileURLToPath(new URL('../../dist/run.js', import.meta.url));
const HEAP_MB = 256;

interface SmallGateway {
  post(body: string | Uint8Array, type: string, encoding?: string): Promise<number>;
  readonly isAlive: () => boolean;
}

/** The command with a heap as a small container has it, before a receiver that writes what it gets. */
async function smallGateway(): Promise<SmallGateway> {
  const folder = testFolder();
  const key = join(folder, 'otelseal.pem');
  await run(['keys', 'generate', '--out', key, '--trust', join(folder, 'trust.json')]);
  const receiver = await OtlpReceiver.start(join(folder, 'received.jsonl'));
  const args = [
    ...[`--max-old-space-size=${HEAP_MB}`, RUN, 'gateway', '--listen', '127.0.0.1:0', '--spool', join(folder, 'spool')],
    ...['--forward', new URL(receiver.url).origin, '--signing-key', key],
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await receiver.close();
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const [, url = ''] = /listens on (\S+)/.exec(line.toString()) ?? [];
  return {
    async post(body, type, encoding = 'identity') {
      const headers = { 'content-type': type, 'content-encoding': encoding };
      const response = await fetch(new URL('/v1/logs', url), { method: 'POST', headers, body: body as string });
      await response.arrayBuffer();
      return response.status;
    },
    isAlive: () => child.exitCode === null && child.signalCode === null,
  };
}

const JSON_TYPE = 'application/json';
const PROTOBUF_TYPE = 'application/x-protobuf';
const HONEST = Buffer.from('{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"honest"}}]}]}]}');

/** A request with so many bytes of small values in a place of a record. */
function filled(unit: string | ((index: number) => string), bytes: number, place = '"junk":['): Buffer {
  const parts: string[] = [];
  if (typeof unit === 'string') parts.push(unit.repeat(bytes / unit.length));
  else for (let index = 0; index * unit(index).length < bytes; index += 1) parts.push(unit(index));
  const closing = place.endsWith('"values":[') ? '{}]}}]}]}]}' : '0]}]}]}]}';
  return Buffer.from(`{"resourceLogs":[{"scopeLogs":[{"logRecords":[{${place}${parts.join('')}${closing}`);
}

function message(number: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const length: number[] = [];
  let rest = content.length;
  for (; rest > 0x7f; rest >>>= 7) length.push((rest & 0x7f) | 0x80);
  return Buffer.concat([Buffer.of((number << 3) | 2, ...length, rest), content]);
}

/** What an ordinary record is answered, when its principal is below its quotas again. */
async function honestStatus({ post }: SmallGateway): Promise<number> {
  for (let attempt = 0; ; attempt += 1) {
    const status = await post(HONEST, JSON_TYPE);
    if (status !== 429 || attempt === 60) return status;
    await sleep(500);
  }
}

const MB = 1_000_000;
const AS_A_VALUE = '"body":{"arrayValue":{"values":[';

describe('a gateway with a heap of 256 MB', () => {
  it.each([
    ['empty objects where nobody looks', () => filled('{},', 8 * MB)],
    ['empty lists', () => filled('[],', 8 * MB)],
    ['objects within objects', () => filled('{"":{}},', 8 * MB)],
    ['empty values', () => filled('{},', 8 * MB, AS_A_VALUE)],
    ['objects of a kind of their own', () => filled((index) => `{"k${index}":0},`, 8 * MB)],
    ['numbers as names', () => filled('{"34":0},', 8 * MB)],
    ['names in an order of their own', () => filled((index) => `{"a${index % 499}":0,"b${index % 509}":0},`, 5 * MB)],
  ])(
    'refuses thirty requests at once with %s, ten times what ended it',
    async (_, body) => {
      const gateway = await smallGateway();
      const sent = gzipSync(body());
      const statuses = await Promise.all(Array.from({ length: 30 }, () => gateway.post(sent, JSON_TYPE, 'gzip')));
      expect(statuses.filter((status) => status !== 413 && status !== 400 && status !== 503)).toEqual([]);
      expect(statuses.some((status) => status !== 503)).toBe(true);
      expect([gateway.isAlive(), await honestStatus(gateway)]).toEqual([true, 200]);
    },
    120_000,
  );

  it('refuses one of 20 MB of empty objects', async () => {
    const gateway = await smallGateway();
    expect(await gateway.post(filled('{},', 19.9 * MB), JSON_TYPE)).toBe(413);
    expect([gateway.isAlive(), await honestStatus(gateway)]).toEqual([true, 200]);
  }, 120_000);

  it.each(['{"34":0},', '{"":0},', '{},'])(
    'holds out against one of many records with a seal, so it says, and with %s',
    async (unit) => {
      const gateway = await smallGateway();
      const junk = unit.repeat(518_000);
      const records = Array(4_990).fill('{}').join();
      const body = `{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"x":"audit.payload","junk":[${junk}0]},${records}]}]}]}`;
      const sent = gzipSync(body);
      for (let count = 0; count < 3; count += 1) {
        expect([200, 400, 413, 503]).toContain(await gateway.post(sent, JSON_TYPE, 'gzip'));
      }
      expect([gateway.isAlive(), await honestStatus(gateway)]).toEqual([true, 200]);
    },
    120_000,
  );

  it('takes one after the other, or asks to come again, what is as dense as may be', async () => {
    const gateway = await smallGateway();
    const record = `{"junk":[${'{},'.repeat(95_000)}0]}`; // 190,000 objects and entries; a record of 200,000 may be refused
    const records = Array(5).fill(record).join();
    const sent = gzipSync(`{"resourceLogs":[{"scopeLogs":[{"logRecords":[${records}]}]}]}`);
    const statuses = await Promise.all(Array.from({ length: 30 }, () => gateway.post(sent, JSON_TYPE, 'gzip')));
    expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([]);
    expect([gateway.isAlive(), await honestStatus(gateway)]).toEqual([true, 200]);
  }, 120_000);

  const empty = (tag: number, bytes: number): Buffer => Buffer.alloc(bytes, Buffer.of(tag, 0));
  const values = message(5, ...Array.from({ length: 8_190 }, () => Buffer.of(0x0a, 0x02, 0x32, 0x00)));
  const record = message(2, message(5, values));

  it.each([
    ['scopes', () => message(1, empty(0x12, 8 * MB)), 200],
    ['resources', () => message(1, empty(0x0a, 8 * MB)), 200],
    ['resources with their scopes', () => empty(0x0a, 8 * MB), 200],
    ['scopes in one that holds nothing else', () => message(1, message(2, empty(0x0a, 8 * MB))), 200],
    ['pieces of a resource', () => message(1, Buffer.alloc(8 * MB, Buffer.of(0x0a, 2, 0x1a, 0))), 413],
    ['records', () => message(1, message(2, empty(0x12, 8 * MB))), 413],
    ['values in a few records', () => message(1, message(2, ...Array.from({ length: 250 }, () => record))), 200],
    ['attributes of a resource', () => message(1, message(1, empty(0x0a, 8 * MB)), message(2, message(2))), 200],
  ])(
    'and in protobuf, of millions of empty %s',
    async (_, body, status) => {
      const gateway = await smallGateway();
      const sent = gzipSync(body());
      const statuses = await Promise.all(Array.from({ length: 10 }, () => gateway.post(sent, PROTOBUF_TYPE, 'gzip')));
      expect(statuses.filter((one) => one !== status && one !== 503)).toEqual([]);
      expect(statuses.filter((one) => one === status).length).toBeGreaterThan(0);
      expect([gateway.isAlive(), await honestStatus(gateway)]).toEqual([true, 200]);
    },
    120_000,
  );
});
