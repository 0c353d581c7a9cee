import { writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { exportRequest, logRecord, numbered, text } from './support/export-request.js';
import { keyAndTrust, testFolder } from './support/gateway-files.js';
import { JSON_TYPE, PROTOBUF_TYPE, type Running, runningGateway } from './support/running-gateway.js';

const folder = testFolder();
const keys = keyAndTrust(folder);
const GREEDY = 'greedy-token-0123456789abcdef01234567';
const HONEST = 'honest-token-0123456789abcdef01234567';
const tokensFile = written('tokens', `greedy ${GREEDY} service=*\nhonest ${HONEST} service=*\n`);
const as = (token: string) => ({ ...JSON_TYPE, authorization: `Bearer ${token}` });

function written(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content, { mode: 0o600 });
  return path;
}

function open({ gateway }: Running): Socket {
  const socket = connect({ port: Number(new URL(gateway.url).port), host: '127.0.0.1' });
  onTestFinished(() => void socket.destroy());
  return socket.on('error', () => undefined);
}

describe('one principal', () => {
  it('that holds all it may in memory, and never ends a request, does not keep others from sending', async () => {
    const running = await runningGateway(folder, keys, { gateway: { tokensFile } });
    for (let count = 0; count < 40; count += 1) {
      const socket = open(running).resume();
      const head = `POST /v1/logs HTTP/1.1\r\nHost: g\r\nAuthorization: Bearer ${GREEDY}\r\nContent-Type: application/json\r\n`;
      socket.write(`${head}Content-Length: 19000000\r\n\r\n`);
      socket.write(Buffer.alloc(16_700_000, 'x'));
    }
    await sleep(1_500);
    for (let count = 0; count < 10; count += 1) {
      expect((await running.post(exportRequest(numbered(10)), as(HONEST))).status).toBe(200);
    }
  }, 60_000);

  it('that sends records by the hundred thousand is asked to come again, and others are not', async () => {
    const running = await runningGateway(folder, keys, {
      gateway: { tokensFile, recordsPerSecond: 100 },
      detection: { mode: 'off' },
    });
    const body = exportRequest(Array.from({ length: 1_000 }, () => ({})));
    const statuses: number[] = [];
    for (let count = 0; count < 10; count += 1) statuses.push((await running.post(body, as(GREEDY))).status);
    expect(statuses).toEqual([200, ...Array(9).fill(429)]);
    expect((await running.post(exportRequest(numbered(10)), as(HONEST))).status).toBe(200);
  }, 60_000);

  it('whose records have thousands of values is charged for them', async () => {
    const running = await runningGateway(folder, keys, {
      gateway: { tokensFile, recordsPerSecond: 100 },
      detection: { mode: 'off' },
    });
    const values = Array.from({ length: 8_000 }, () => ({}));
    const body = exportRequest(Array.from({ length: 2 }, () => logRecord({ body: { arrayValue: { values } } })));
    expect((await running.post(body, as(GREEDY))).status).toBe(200);
    const again = await running.post(body, as(GREEDY));
    expect([again.status, again.headers.get('retry-after')]).toEqual([429, '1']);
  });
});

describe('what is refused', () => {
  it('counts with its bytes: forty bombs are not forty times decompressed', async () => {
    const running = await runningGateway(folder, keys, { gateway: { tokensFile, bytesPerSecond: 1_000 } });
    const bomb = gzipSync(Buffer.alloc(19_000_000));
    const statuses: number[] = [];
    for (let count = 0; count < 40; count += 1) {
      const headers = { ...as(GREEDY), 'content-encoding': 'gzip' };
      statuses.push((await running.post(bomb, headers)).status);
    }
    expect(statuses).toEqual([413, ...Array(39).fill(429)]);
    expect((await running.post(exportRequest(numbered(10)), as(HONEST))).status).toBe(200);
  });

  it.each([
    ['JSON that is no OTLP', `[${'{},'.repeat(100_000)}0]`],
    ['JSON with a name twice', `[${'{},'.repeat(100_000)}{"a":0,"a":0}]`],
  ])('counts with what it took to look at it: %s', async (_, body) => {
    const running = await runningGateway(folder, keys, { gateway: { tokensFile, recordsPerSecond: 10 } });
    expect((await running.post(body, as(GREEDY))).status).toBe(400);
    expect((await running.post(body, as(GREEDY))).status).toBe(429);
  });

  it('does not count with what the record before it was', async () => {
    const running = await runningGateway(folder, keys, {
      gateway: { tokensFile, recordsPerSecond: 100 },
      detection: { mode: 'off' },
    });
    const large = field(2, field(5, field(1, Buffer.alloc(8_000, 'x'))));
    const unreadable = field(2, field(9, Buffer.from('short')));
    const body = inProtobuf(large, ...Array.from({ length: 300 }, () => unreadable));
    const headers = { ...as(GREEDY), ...PROTOBUF_TYPE };
    expect((await running.post(body, headers)).status).toBe(200);
    expect((await running.post(body, headers)).status).toBe(200);
  });
});

describe('a request', () => {
  it.each([
    ['in JSON', () => exportRequest(Array.from({ length: 131_072 }, () => ({}))), JSON_TYPE],
    ['in protobuf', () => inProtobuf(Buffer.alloc(2 * 327_680, Buffer.of(0x12, 0))), PROTOBUF_TYPE],
  ])('of too many empty records is refused %s, and leaves nothing in the spool', async (_, body, headers) => {
    const running = await runningGateway(folder, keys);
    const sent = gzipSync(body());
    expect(sent.length).toBeLessThan(2_000);
    expect((await running.post(sent, { ...headers, 'content-encoding': 'gzip' })).status).toBe(413);
  });

  it.each([
    ['hundreds of scopes and a large resource', 400],
    ['thousands of scopes', 10_000],
  ])('of %s, which the spool would repeat for each of them, is refused at once', async (_, scopes) => {
    const running = await runningGateway(folder, keys);
    const attributes = [{ key: 'a', value: text('x'.repeat(100_000)) }];
    const scopeLogs = Array.from({ length: scopes }, (__, index) => ({
      scope: { name: `${index}` },
      logRecords: [{}],
    }));
    const body = JSON.stringify({ resourceLogs: [{ resource: { attributes }, scopeLogs }] });
    expect((await running.post(body)).status).toBe(413);
  });

  it('needs room in the spool for its records, however few bytes they were', async () => {
    const running = await runningGateway(folder, keys, { spool: { maxBytes: 4_000_000 }, detection: { mode: 'off' } });
    await running.receiver.close();
    const body = exportRequest(Array.from({ length: 1_000 }, () => ({})));
    const statuses: number[] = [];
    for (let count = 0; count < 40; count += 1) statuses.push((await running.post(body)).status);
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
    expect(running.reports.filter((line) => /could not be sealed|signed gap|dropped|not taken/.test(line))).toEqual([]);
  }, 60_000);

  it('of records with thousands of values gives others their turn', async () => {
    const running = await runningGateway(folder, keys);
    const item = Buffer.of(0x0a, 2, 0x32, 0);
    const record = field(2, field(5, field(5, ...Array.from({ length: 8_190 }, () => item))));
    const sent = gzipSync(inProtobuf(...Array.from({ length: 250 }, () => record)));
    const working = running.post(sent, { ...PROTOBUF_TYPE, 'content-encoding': 'gzip' });
    let answered = 0;
    let isOver = false;
    void working.then(() => {
      isOver = true;
    });
    while (!isOver) {
      await fetch(`${running.gateway.url}/healthz`);
      answered += 1;
    }
    expect((await working).status).toBe(200);
    expect(answered).toBeGreaterThan(20);
  }, 60_000);
});

function field(number: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const length: number[] = [];
  let rest = content.length;
  for (; rest > 0x7f; rest >>>= 7) length.push((rest & 0x7f) | 0x80);
  return Buffer.concat([Buffer.of((number << 3) | 2, ...length, rest), content]);
}

function inProtobuf(...records: readonly Uint8Array[]): Buffer {
  return field(1, field(2, ...records));
}
