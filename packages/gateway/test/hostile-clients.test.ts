import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { counting } from './support/counted.js';
import { exportRequest, logRecord, numbered, text } from './support/export-request.js';
import { keyAndTrust, testFolder } from './support/gateway-files.js';
import { JSON_TYPE, PROTOBUF_TYPE, type Running, runningGateway } from './support/running-gateway.js';
import { shownIn, verdict } from './support/verdict.js';

const folder = testFolder();
const keys = keyAndTrust(folder);
const GZIP = { ...JSON_TYPE, 'content-encoding': 'gzip' };

/** What a server says to these bytes, until it closes the connection or a second has passed. */
async function said({ gateway }: Running, bytes: string): Promise<string> {
  const { hostname, port } = new URL(gateway.url);
  const socket: Socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  let answer = '';
  socket.on('data', (chunk: Buffer) => {
    answer += chunk.toString('latin1');
  });
  socket.on('error', () => undefined);
  socket.write(bytes);
  await Promise.race([new Promise((resolve) => socket.once('close', resolve)), sleep(1_000)]);
  return answer;
}

describe('a gateway without tokens', () => {
  it.each([
    ['localhost', 200],
    ['127.0.0.1', 200],
    ['[::1]', 200],
    ['otel.localhost', 200],
    ['rebound.example', 421],
    ['127.0.0.1.rebound.example', 421],
    ['localhost.rebound.example:4318', 421],
    ['', 421],
  ])('answers to its own names, and to no web page that has its name lead here: %s', async (host, status) => {
    const running = await runningGateway(folder, keys);
    const head = `POST /v1/logs HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`;
    expect(await said(running, head)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });
});

describe('a body', () => {
  it.each([
    ['of more than 20 MB', () => Buffer.alloc(20_000_001, 'x'), JSON_TYPE, 413],
    ['of zeros, a thousand times as large as what is sent', () => gzipSync(Buffer.alloc(15_000_000)), GZIP, 413],
    ['that is more than 20 MB decompressed', () => gzipSync(randomBytes(11_000_000).toString('hex')), GZIP, 413],
    ['that is no gzip', () => Buffer.from('{}'), GZIP, 400],
    ['that is half of a gzip', () => gzipSync('{"resourceLogs":[]}').subarray(0, 20), GZIP, 400],
    ['of ten million empty records', () => Buffer.alloc(19_000_000, Buffer.of(0x12, 0)), PROTOBUF_TYPE, 200],
    ['of random bytes', () => randomBytes(1_000_000), PROTOBUF_TYPE, 400],
  ] as const)('%s is answered with the right status, and the gateway lives', async (_, body, headers, status) => {
    const running = await runningGateway(folder, keys);
    const response = await running.post(body(), headers);
    expect(response.status).toBe(status);
    expect((await running.post(exportRequest(numbered(1)))).status).toBe(200);
  });

  it('that never says how long it is, and is too long, is answered as well', async () => {
    const running = await runningGateway(folder, keys);
    const status = await new Promise((resolve, reject) => {
      const sending = request(`${running.gateway.url}/v1/logs`, { method: 'POST', headers: JSON_TYPE });
      sending.once('response', (response) => resolve(response.statusCode)).once('error', reject);
      for (let chunk = 0; chunk < 21; chunk += 1) sending.write(Buffer.alloc(1_000_000, 'x'));
      sending.end();
    });
    expect(status).toBe(413);
    expect((await running.post(exportRequest(numbered(1)))).status).toBe(200);
  });

  it('of many like records, compressed one to a hundred, is an honest one', async () => {
    const running = await runningGateway(folder, keys, { detection: { mode: 'off' } });
    const line = `GET /index.html 200 ${'Mozilla/5.0 (X11; Linux x86_64) '.repeat(8)}`;
    const body = exportRequest(Array.from({ length: 8_192 }, () => logRecord({ body: text(line) })));
    const sent = gzipSync(body);
    expect(body.length / sent.length).toBeGreaterThan(100);
    expect((await running.post(sent, GZIP)).status).toBe(200);
  }, 60_000);

  it('of 19 MB with many records is taken whole', async () => {
    const running = await runningGateway(folder, keys, { detection: { mode: 'off' } });
    const records = Array.from({ length: 600 }, (_, index) =>
      logRecord({ body: text('y'.repeat(30_000)), attributes: { number: { intValue: String(index) } } }),
    );
    const body = exportRequest(records);
    expect(body.length).toBeGreaterThan(18_000_000);
    expect((await running.post(body)).status).toBe(200);
    await running.close();
    expect(shownIn(running.file)).toHaveLength(600);
    expect(verdict(running.file, keys.trustFile)).toMatch(/^INTACT /);
  }, 60_000);
});

describe('a request that could be read in two ways', () => {
  const head = 'POST /v1/logs HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\n';

  it.each([
    ['has both lengths', `${head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{}`],
    ['has two lengths', `${head}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`],
    ['has a length with a sign', `${head}Content-Length: +2\r\n\r\n{}`],
    ['has an encoding behind chunked', `${head}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`],
    ['has a space before the colon', `${head}Content-Length : 2\r\n\r\n{}`],
    ['has a folded header', `${head}X-A: b\r\n c\r\nContent-Length: 2\r\n\r\n{}`],
    ['has a bare line feed', 'POST /v1/logs HTTP/1.1\nHost: gateway\nContent-Length: 2\n\n{}'],
    ['has no host', 'POST /v1/logs HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}'],
    ['has a chunk that is no number', `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`],
    ['has two tokens', `${head}Authorization: Bearer a\r\nAuthorization: Bearer b\r\nContent-Length: 2\r\n\r\n{}`],
    ['has two types', `${head}Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}`],
    ['is no HTTP', '\u0016\u0003\u0001\u0002\u0000\u0001'],
  ])('because it %s is refused, and nothing behind it is answered', async (_, bytes) => {
    const running = await runningGateway(folder, keys);
    const answer = await said(running, `${bytes}GET /healthz HTTP/1.1\r\nHost: gateway\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).not.toContain('"ok"');
    expect((await running.post(exportRequest(numbered(1)))).status).toBe(200);
  });
});

describe('a request whose body is coded for the transfer', () => {
  const lines = 'Host: gateway\r\nContent-Type: application/json\r\n';

  it.each([
    ['twice', `POST /v1/logs HTTP/1.1\r\n${lines}Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`],
    ['under HTTP/1.0', `POST /v1/logs HTTP/1.0\r\n${lines}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`],
  ])('%s is refused, and nothing behind it is answered', async (_, bytes) => {
    const running = await runningGateway(folder, keys);
    const answer = await said(running, bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 501 /);
    expect(answer).toContain('"code":12');
    const behind = await said(running, `${bytes}GET /healthz HTTP/1.1\r\nHost: gateway\r\n\r\n`);
    expect(behind).toMatch(/^HTTP\/1\.1 (?:400|501) /);
    expect(behind).not.toContain('"ok"');
  });
});

describe('a client that says it will send no more', () => {
  const body = exportRequest(numbered(1));
  const whole = `POST /v1/logs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

  it.each([
    ['with the request', 0],
    ['before the answer', 1],
  ])('%s gets its answer, and the connection ends', async (_, delayMs) => {
    const running = await runningGateway(folder, keys);
    const { hostname, port } = new URL(running.gateway.url);
    const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
    onTestFinished(() => void socket.destroy());
    let answer = '';
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('latin1');
    });
    const ended = new Promise((resolve) => socket.once('end', resolve));
    if (delayMs === 0) socket.end(whole);
    else {
      socket.write(whole);
      await sleep(delayMs);
      socket.end();
    }
    await ended;
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    await running.close();
    expect(shownIn(running.file)).toHaveLength(1);
  });

  it('in the middle of a request is told so, and ten times as many as may be connected hold up nobody', async () => {
    const running = await runningGateway(folder, keys, { gateway: { maxConnections: 20 } });
    const { hostname, port } = new URL(running.gateway.url);
    for (let count = 0; count < 200; count += 1) {
      const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
      onTestFinished(() => void socket.destroy());
      socket.on('error', () => undefined);
      socket.end(whole.slice(0, -2));
      await new Promise((resolve) =>
        socket
          .on('data', () => undefined)
          .once('end', resolve)
          .once('close', resolve),
      );
    }
    expect((await running.post(body)).status).toBe(200);
  });
});

describe('a slow client', () => {
  const head =
    'POST /v1/logs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n';

  it.each([
    ['its headers', 'POST /v1/logs HTTP/1.1\r\nHost: localhost\r\nX-Slow: ', 'x'],
    ['its body', head, ' '],
  ])(
    'that has not sent %s in time is told so, counted and disconnected, although it goes on',
    async (_, first, more) => {
      const counted = counting();
      const running = await runningGateway(folder, keys, { gateway: { requestTimeoutMillis: 300 } });
      const { hostname, port } = new URL(running.gateway.url);
      const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
      onTestFinished(() => void socket.destroy());
      let answer = '';
      socket.on('data', (chunk: Buffer) => {
        answer += chunk.toString('latin1');
      });
      socket.on('error', () => undefined);
      const closed = new Promise((resolve) => socket.once('close', resolve));
      socket.write(first);
      const dripping = setInterval(() => socket.write(more), 50);
      onTestFinished(() => clearInterval(dripping));
      await closed;
      expect(answer).toMatch(/^HTTP\/1\.1 408 /);
      expect(await counted('otelseal.gateway.requests', { outcome: 'timed_out' })).toBe(1);
      expect((await running.post(exportRequest(numbered(1)))).status).toBe(200);
    },
  );
});

describe('clients that do nothing', () => {
  it('hold up nobody else, up to the number of connections that may be open', async () => {
    const running = await runningGateway(folder, keys, { gateway: { maxConnections: 20 } });
    const { hostname, port } = new URL(running.gateway.url);
    const idle = Array.from({ length: 15 }, () => connect(Number(port), hostname));
    onTestFinished(() => {
      for (const socket of idle) socket.destroy();
    });
    for (const socket of idle) {
      socket.on('error', () => undefined);
      socket.write(
        'POST /v1/logs HTTP/1.1\r\nHost: gateway\r\nContent-Length: 100\r\nContent-Type: application/json\r\n\r\n{',
      );
    }
    await sleep(100);
    expect((await running.post(exportRequest(numbered(1)))).status).toBe(200);
  });

  it('that go away in the middle of a request leave nothing behind', async () => {
    const running = await runningGateway(folder, keys);
    const { hostname, port } = new URL(running.gateway.url);
    for (let count = 0; count < 20; count += 1) {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => undefined);
      socket.write(
        'POST /v1/logs HTTP/1.1\r\nHost: g\r\nContent-Length: 5000000\r\nContent-Type: application/json\r\n\r\n{"a":',
      );
      await sleep(5);
      socket.resetAndDestroy();
    }
    expect((await running.post(exportRequest(numbered(2)))).status).toBe(200);
    await running.close();
    expect(shownIn(running.file)).toHaveLength(2);
    expect(running.reports.filter((line) => line.includes('defect'))).toEqual([]);
  });
});
