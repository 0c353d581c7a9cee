import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OtlpOptions, otlpTransport } from '../../src/otlp/otlp-transport.js';
import { protobufCodec } from '../../src/otlp/protobuf-codec.js';
import { SYSTEM_CLOCK } from '../../src/ports/clock.js';

let server: Server;
let url: string;
let answer: (response: ServerResponse) => void;
let requests: number;

beforeEach(async () => {
  requests = 0;
  server = createServer((request, response) => {
    requests += 1;
    request.resume().on('end', () => answer(response));
  });
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/logs`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function send(more: Partial<OtlpOptions> = {}) {
  return otlpTransport({ url, timeoutMillis: 100, ...more }, protobufCodec(), SYSTEM_CLOCK).send(
    new Uint8Array([1]),
    1,
  );
}

describe('a receiver', () => {
  it('that answers 200 and closes before the end of its answer has not accepted anything', async () => {
    answer = (response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('x');
      setTimeout(() => response.destroy(), 20);
    };
    expect((await send()).kind).toBe('failed');
  });

  it('that is a web page has not accepted anything, whatever its status', async () => {
    answer = (response) => response.end('\n<!DOCTYPE html><title>Please log in</title>');
    expect((await send()).kind).toBe('failed');
  });

  it.each(['', '{}', 'ok', '\u0000\u0001garbage'])('that answers 200 and %j has accepted', async (body) => {
    answer = (response) => response.end(body);
    expect(await send()).toEqual({ kind: 'accepted', rejected: 0 });
  });

  it('that drips its answer for ever is given up', async () => {
    answer = (response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(drip));
    };
    expect((await send()).kind).toBe('failed');
  });

  it('that answers without end is given up', async () => {
    answer = (response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      };
      response.on('drain', more);
      more();
    };
    expect((await send({ timeoutMillis: 2_000 })).kind).toBe('failed');
  });

  it.each(['0', '-5', '99999999999', 'soon', ''])(
    'that asks to retry after %j is left after a bounded while',
    async (after) => {
      answer = (response) => response.writeHead(429, { 'retry-after': after }).end();
      expect((await send()).kind).toBe('failed');
      expect(requests).toBeLessThanOrEqual(6);
    },
  );
});

describe('a receiver that is not what it seems', () => {
  it.each([301, 302, 303, 307, 308])('and redirects (%i) is not followed: headers may be secrets', async (status) => {
    const elsewhere: number[] = [];
    const other = createServer((request, response) => {
      elsewhere.push(1);
      request.resume().on('end', () => response.end());
    });
    await new Promise<void>((settle) => other.listen(0, '127.0.0.1', settle));
    const location = `http://127.0.0.1:${(other.address() as AddressInfo).port}/v1/logs`;
    answer = (response) => response.writeHead(status, { location }).end();
    expect((await send({ headers: { authorization: 'Bearer x' } })).kind).toBe('failed');
    expect(elsewhere).toEqual([]);
    other.close();
  });

  it('and answers with a compressed bomb is read as it is, not unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    answer = (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    const before = process.memoryUsage().arrayBuffers;
    expect((await send({ timeoutMillis: 5_000 })).kind).toBe('accepted');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  });

  it('and resets the connection while the request is still on its way has not accepted it', async () => {
    server.removeAllListeners('request');
    server.on('request', (request) => request.once('data', () => request.socket.resetAndDestroy()));
    const transport = otlpTransport({ url, timeoutMillis: 200 }, protobufCodec(), SYSTEM_CLOCK);
    expect((await transport.send(new Uint8Array(5_000_000), 1)).kind).toBe('failed');
  });

  it('and has no address is tried again later', async () => {
    expect((await send({ url: 'http://nowhere.invalid:4318/v1/logs' })).kind).toBe('failed');
  });
});

describe('a connection that is kept alive', () => {
  it('and closed by the receiver at the moment of the next request costs nothing', async () => {
    answer = (response) => {
      const { socket } = response;
      response.end(() => setImmediate(() => socket?.destroy()));
    };
    const transport = otlpTransport({ url, timeoutMillis: 5_000 }, protobufCodec(), SYSTEM_CLOCK);
    for (let n = 0; n < 10; n += 1) expect((await transport.send(new Uint8Array([n]), 1)).kind).toBe('accepted');
  }, 60_000);
});

describe('headers that never come', () => {
  it('do not hold delivery up for ever, however often', async () => {
    answer = (response) => response.end();
    let hang = true;
    const headers = (): Promise<Record<string, string>> => (hang ? new Promise(() => {}) : Promise.resolve({}));
    const transport = otlpTransport({ url, timeoutMillis: 25, headers }, protobufCodec(), SYSTEM_CLOCK);
    for (let n = 0; n < 40; n += 1) expect((await transport.send(new Uint8Array([1]), 1)).kind).toBe('failed');
    hang = false;
    expect((await transport.send(new Uint8Array([1]), 1)).kind).toBe('accepted');
  });
});
