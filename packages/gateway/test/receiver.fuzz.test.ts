import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { ProtobufLogsSerializer } from '@opentelemetry/otlp-transformer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { counted, scaled } from '../../../test/long/scale.js';
import { counting } from './support/counted.js';
import { exportRequest, numbered } from './support/export-request.js';
import { keyAndTrust, testFolder } from './support/gateway-files.js';
import { JSON_TYPE, PROTOBUF_TYPE, type Running, runningGateway } from './support/running-gateway.js';
import { shownIn, verdict } from './support/verdict.js';

// One seed for all of a run (test/long/scale.ts); `npm run test:long` makes the counts large and keeps the seed in its report.

const RUNS = scaled(60);
const folder = testFolder();
const keys = keyAndTrust(folder);

interface Edit {
  readonly at: number;
  readonly removed: number;
  readonly inserted: Uint8Array;
}

/** Edits of a text, with pieces that mean something in its format, or any bytes. */
function editsOf(...pieces: readonly string[]): fc.Arbitrary<readonly Edit[]> {
  const piece = fc.constantFrom(...pieces).map((text) => Uint8Array.from(Buffer.from(text, 'latin1')));
  return fc.array(
    fc.record({
      at: fc.nat(100_000),
      removed: fc.oneof(fc.constant(0), fc.nat(12), fc.nat(2_000)),
      inserted: fc.oneof({ weight: 3, arbitrary: piece }, { weight: 1, arbitrary: fc.uint8Array({ maxLength: 12 }) }),
    }),
    { minLength: 1, maxLength: 6 },
  );
}

function edited(whole: Uint8Array, edits: readonly Edit[]): Buffer {
  let bytes = Buffer.from(whole);
  for (const { at, removed, inserted } of edits) {
    const from = at % (bytes.length + 1);
    bytes = Buffer.concat([bytes.subarray(0, from), inserted, bytes.subarray(from + removed)]);
  }
  return bytes;
}

/** What is said to a client that sends these bytes and no more, until the connection ends. */
function said({ gateway }: Running, bytes: Buffer): Promise<string> {
  const { hostname, port } = new URL(gateway.url);
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
    socket.setTimeout(15_000, () => socket.destroy(new Error('nothing came')));
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('latin1');
    });
    socket.once('error', (cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'ECONNRESET' && cause.code !== 'EPIPE') answer += cause.message;
    });
    socket.once('end', () => socket.destroy()).once('close', () => resolve(answer));
    socket.end(bytes);
  });
}

/** Every record that was acknowledged has arrived, what arrived is proven, and nothing failed inside. */
async function endsWell(running: Running, sealed: () => Promise<number>): Promise<void> {
  expect((await running.post(exportRequest(numbered(1)))).status).toBe(200);
  await running.close();
  expect(shownIn(running.file)).toHaveLength(await sealed());
  expect(verdict(running.file, keys.trustFile)).toMatch(/^INTACT /);
  expect(running.reports.filter((line) => line.includes('defect'))).toEqual([]);
}

const request = exportRequest(numbered(3));
const protobuf = ProtobufLogsSerializer.serializeRequest([
  {
    ...{ hrTime: [1_795_449_600, 2], hrTimeObserved: [1_795_449_600, 4], droppedAttributesCount: 0, severityNumber: 9 },
    ...{ body: { a: [1, 'x', { b: true }] }, attributes: { c: 1.5, d: 'text' }, eventName: 'e' },
    ...{ resource: { attributes: { 'service.name': 'shop' } }, instrumentationScope: { name: 'lib', version: '1' } },
  } as never,
]) as Uint8Array;

describe('whatever comes over HTTP', () => {
  it('as lines, headers and chunks is answered, or the connection ends', async () => {
    const sealed = counting();
    const running = await runningGateway(folder, keys, { detection: { mode: 'off' } });
    const head = 'POST /v1/logs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n';
    const half = Math.floor(request.length / 2);
    const chunk = (text: string): string => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
    const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n${chunk(request.slice(0, half))}${chunk(request.slice(half))}0\r\n\r\n`;
    const plain = `${head}Content-Length: ${request.length}\r\n\r\n${request}`;
    const wholes = [plain, chunked, plain + chunked, `GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n${plain}`];
    const edits = editsOf(
      ...[
        '\r\n',
        '\n',
        '\r',
        ' ',
        '\t',
        ':',
        ';',
        ',',
        '\0',
        '0\r\n\r\n',
        '\r\n\r\n',
        'ffffffffffffffff',
        '%',
        'HTTP/2.0',
        '-1',
      ],
      ...[
        'Transfer-Encoding: chunked\r\n',
        'Content-Length: 5\r\n',
        'Content-Encoding: gzip\r\n',
        'Connection: close\r\n',
      ],
      ...['Expect: 100-continue\r\n', 'Upgrade: h2c\r\n', 'Host: a\r\n', 'Trailer: a\r\n', 'CONNECT ', 'OPTIONS * '],
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...wholes), edits, async (whole, changes) => {
        const answer = await said(running, edited(Buffer.from(whole), changes));
        if (answer !== '') expect(answer).toMatch(/^HTTP\/1\.1 [1-5]\d\d /);
        expect(answer).not.toMatch(/HTTP\/1\.1 50[0-24-9] /);
      }),
      { numRuns: RUNS },
    );
    counted('requests fuzzed', RUNS);
    await endsWell(running, () => sealed('otelseal.gateway.records', { outcome: 'sealed' }));
  }, 600_000);

  const gzip = { 'content-encoding': 'gzip' };
  const json = editsOf(
    ...['"', '{', '}', '[', ']', ',', ':', '\\', '\\u0000', '\\ud800', 'null', '1e999', '-', '"body":', '"body":{},'],
    ...['{"intValue":9223372036854775808}', '"resourceLogs":[],', '"scope_logs":[],', '\xff', '\xef\xbb\xbf', '[[[['],
  );
  const wire = editsOf(
    '\x0a',
    '\x12',
    '\x00',
    '\xff',
    '\x80',
    '\x2a\x00',
    '\x0a\x02\x12\x00',
    '\xff\xff\xff\xff\x0f',
    '\x0b',
    '\x0c',
  );

  it.each([
    ['JSON', Buffer.from(request), json, JSON_TYPE, (bytes: Buffer) => bytes],
    ['protobuf', protobuf, wire, PROTOBUF_TYPE, (bytes: Buffer) => bytes],
    ['JSON in gzip', Buffer.from(request), json, { ...JSON_TYPE, ...gzip }, gzipSync],
    ['broken gzip', gzipSync(request), wire, { ...JSON_TYPE, ...gzip }, (bytes: Buffer) => bytes],
    ['broken gzip of protobuf', gzipSync(protobuf), wire, { ...PROTOBUF_TYPE, ...gzip }, (bytes: Buffer) => bytes],
  ])(
    'as %s is taken as far as it can be read, or refused',
    async (_, whole, edits, headers, sent) => {
      const sealed = counting();
      const running = await runningGateway(folder, keys, { detection: { mode: 'off' } });
      await fc.assert(
        fc.asyncProperty(edits, async (changes) => {
          const response = await running.post(sent(edited(whole, changes)), headers);
          await response.arrayBuffer();
          expect([200, 400, 413, 429]).toContain(response.status);
        }),
        { numRuns: RUNS },
      );
      counted('requests fuzzed', RUNS);
      await endsWell(running, () => sealed('otelseal.gateway.records', { outcome: 'sealed' }));
    },
    600_000,
  );
});
