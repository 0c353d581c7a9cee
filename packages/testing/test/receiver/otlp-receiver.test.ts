import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DiagLogLevel, diag } from '@opentelemetry/api';
import { OTLPLogExporter as JsonExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPLogExporter as ProtobufExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { OtlpReceiver } from '../../src/receiver/otlp-receiver.js';
import { R10 } from '../../src/records/r10.js';
import { R35 } from '../../src/records/r35.js';
import { ITS_LINE } from '../otlp/otlp-sample.js';
import { sdkRecords } from '../otlp/sdk-records.js';

let folder: string;
let file: string;
let receiver: OtlpReceiver;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'otelseal-receiver-'));
  file = join(folder, 'logs.jsonl');
  receiver = await OtlpReceiver.start(file, { maxRequestBytes: 100_000 });
});
afterEach(async () => {
  await receiver.close();
  await rm(folder, { recursive: true });
});

/** An enum of a package that nobody here depends on directly. */
const GZIP = 'gzip' as NonNullable<NonNullable<ConstructorParameters<typeof JsonExporter>[0]>['compression']>;

type Exporter = JsonExporter | ProtobufExporter;

function exportRecords(exporter: Exporter, count: number): Promise<{ code: number }> {
  const records = sdkRecords(Array.from({ length: count }, (_, index) => (index % 2 === 0 ? R10 : R35).attributes));
  return new Promise((settle) => exporter.export(records, settle));
}

function post(body: string | Uint8Array, headers: Record<string, string>, path = '/v1/logs'): Promise<Response> {
  const url = new URL(path, receiver.url);
  return fetch(url, { method: 'POST', body: body as NonNullable<RequestInit['body']>, headers });
}
const JSON_HEADERS = { 'content-type': 'application/json' };

describe('an OTLP receiver', () => {
  const variants: readonly [string, () => Exporter][] = [
    ['JSON', () => new JsonExporter({ url: receiver.url })],
    ['JSON with gzip', () => new JsonExporter({ url: receiver.url, compression: GZIP })],
    ['protobuf', () => new ProtobufExporter({ url: receiver.url })],
    ['protobuf with gzip', () => new ProtobufExporter({ url: receiver.url, compression: GZIP })],
  ];

  it('writes the same lines whether the SDK sends JSON or protobuf, with gzip or without', async () => {
    for (const [name, create] of variants) {
      const exporter = create();
      expect((await exportRecords(exporter, 5)).code, name).toBe(0);
      await exporter.shutdown();
    }
    const lines = (await readFile(file, 'utf8')).split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[4]).toBe('');
    expect(new Set(lines.slice(0, 4)).size).toBe(1);
    expect(receiver.records).toBe(20);
    expect(receiver.requests.map(({ contentType, contentEncoding }) => `${contentType} ${contentEncoding}`)).toEqual([
      'application/json identity',
      'application/json gzip',
      'application/x-protobuf identity',
      'application/x-protobuf gzip',
    ]);
  });

  it('writes what the collector would write, before it answers', async () => {
    const response = await post(ITS_LINE, JSON_HEADERS);
    expect(await readFile(file, 'utf8')).toBe(ITS_LINE);
    expect([response.status, await response.text()]).toEqual([200, '{"partialSuccess":{}}']);
  });

  it('listens on the loopback interface only and keeps the file from others', async () => {
    expect(new URL(receiver.url).hostname).toBe('127.0.0.1');
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('leaves no line for a request without records', async () => {
    expect((await post('{"resourceLogs":[{}]}', JSON_HEADERS)).status).toBe(200);
    expect(await readFile(file, 'utf8')).toBe('');
  });

  it('never mixes the lines of requests that arrive together', async () => {
    await Promise.all(Array.from({ length: 50 }, () => post(ITS_LINE, JSON_HEADERS)));
    expect(await readFile(file, 'utf8')).toBe(ITS_LINE.repeat(50));
  });

  it.each([
    ['a path that is not /v1/logs', '{}', JSON_HEADERS, '/v1/traces', 404],
    ['another media type', 'x', { 'content-type': 'text/plain' }, '/v1/logs', 415],
    ['another encoding', '{}', { ...JSON_HEADERS, 'content-encoding': 'br' }, '/v1/logs', 400],
    ['text that is not JSON', '{"resourceLogs":', JSON_HEADERS, '/v1/logs', 400],
    ['bytes that are not gzip', 'x', { ...JSON_HEADERS, 'content-encoding': 'gzip' }, '/v1/logs', 400],
    ['bytes that are not protobuf', '\n\u007f', { 'content-type': 'application/x-protobuf' }, '/v1/logs', 400],
    ['a body beyond the bound', `"${'x'.repeat(1_000_000)}"`, JSON_HEADERS, '/v1/logs', 413],
  ])('refuses %s and writes nothing', async (_what, body, headers, path, status) => {
    expect((await post(body, headers, path)).status).toBe(status);
    expect(await readFile(file, 'utf8')).toBe('');
  });

  it('refuses a small body that decompresses beyond the bound', async () => {
    const bomb = gzipSync(Buffer.alloc(1_000_000));
    expect(bomb.length).toBeLessThan(2_000);
    expect((await post(bomb, { ...JSON_HEADERS, 'content-encoding': 'gzip' })).status).toBe(413);
  });

  it('refuses other methods', async () => {
    expect((await fetch(receiver.url)).status).toBe(405);
  });

  it('remembers only the last requests', async () => {
    const small = await OtlpReceiver.start(file, { maxRemembered: 3 });
    for (let count = 0; count < 30; count += 1) {
      await fetch(small.url, { method: 'POST', body: '{}', headers: JSON_HEADERS });
    }
    expect(small.requests).toHaveLength(3);
    await small.close();
  });
});

describe('a receiver that is told to fail', () => {
  it('refuses with a status once, and the exporter sends again', async () => {
    receiver.failNext({ kind: 'status', status: 503, retryAfterSeconds: 1 });
    const exporter = new JsonExporter({ url: receiver.url });
    expect((await exportRecords(exporter, 2)).code).toBe(0);
    expect(receiver.requests.map(({ status, written }) => [status, written])).toEqual([
      [503, 0],
      [200, 2],
    ]);
  });

  it('can lose its acknowledgement, so that the records arrive twice', async () => {
    receiver.failNext({ kind: 'lost-acknowledgement', status: 503 });
    await exportRecords(new ProtobufExporter({ url: receiver.url }), 2);
    const [first, second] = (await readFile(file, 'utf8')).trim().split('\n');
    expect(second).toBe(first);
    expect(receiver.records).toBe(4);
  });

  it('can close the connection instead of answering', async () => {
    receiver.failNext({ kind: 'hang-up' });
    await expect(post(ITS_LINE, JSON_HEADERS)).rejects.toThrow('fetch failed');
    expect(receiver.requests[0]).toMatchObject({ status: 0, written: 0, records: 2 });
  });

  it('can be slow', async () => {
    receiver.failNext({ kind: 'slow', delayMs: 200 });
    const startedMs = performance.now();
    expect((await post(ITS_LINE, JSON_HEADERS)).status).toBe(200);
    expect(performance.now() - startedMs).toBeGreaterThan(190);
  });

  it('can reject the last records, and says so in both encodings', async () => {
    const warnings: string[] = [];
    const noted = (message: string, ...details: unknown[]): number => warnings.push(`${message} ${details.join(' ')}`);
    const silent = { error: noted, warn: noted, info: () => {}, debug: () => {}, verbose: () => {} };
    diag.setLogger(silent, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
    receiver.failNext({ kind: 'partial', rejected: 1, message: 'quota' }, 2);
    expect((await exportRecords(new JsonExporter({ url: receiver.url }), 3)).code).toBe(0);
    expect((await exportRecords(new ProtobufExporter({ url: receiver.url }), 3)).code).toBe(0);
    diag.disable();
    expect(receiver.records).toBe(4);
    expect(warnings.join('\n')).toMatch(/"rejectedLogRecords":"1".*quota[\s\S]*"rejectedLogRecords":1.*quota/);
  });
});

describe('starting a receiver', () => {
  it('fails when the port is taken or the folder is not there', async () => {
    const port = Number(new URL(receiver.url).port);
    await expect(OtlpReceiver.start(file, { port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await expect(OtlpReceiver.start(join(folder, 'none', 'x.jsonl'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('appends to a file that is there', async () => {
    await post(ITS_LINE, JSON_HEADERS);
    const again = await OtlpReceiver.start(file);
    await fetch(again.url, { method: 'POST', body: ITS_LINE, headers: JSON_HEADERS });
    await again.close();
    expect(await readFile(file, 'utf8')).toBe(ITS_LINE.repeat(2));
  });
});
