import { writeFileSync } from 'node:fs';
import { connect as connectBelow, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:tls';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { makeCertificate } from '../../signing-exporter/test/otlp/certificates.js';
import { counting } from './support/counted.js';
import { exportRequest, numbered } from './support/export-request.js';
import { keyAndTrust, testFolder } from './support/gateway-files.js';
import { type Running, runningGateway } from './support/running-gateway.js';

const folder = testFolder();
const keys = keyAndTrust(folder);
const GREEDY = 'greedy-token-0123456789abcdef01234567';
const HONEST = 'honest-token-0123456789abcdef01234567';
const OTHER = 'other-token-00123456789abcdef01234567';
const tokensFile = written(
  'tokens',
  `greedy ${GREEDY} service=*\nhonest ${HONEST} service=*\nother ${OTHER} service=*\n`,
);
const authority = makeCertificate('authority');
const server = makeCertificate('gateway', authority);
const certificateFile = written('server.pem', server.certificate);
const keyFile = written('server.key', server.key);
const MAX_CONNECTIONS = 64;
/** Half of what is there for those who are known, which is 7 of 8. */
const MOST_OF_ONE = 28;
const TEN_TIMES = 10 * MOST_OF_ONE;
/** A client learns late on a busy machine that it was disconnected. */
const PATIENCE = { timeout: 20_000, interval: 200 };

const WAYS = [
  ['over TLS', { listen: '0.0.0.0:0', certificateFile, keyFile }],
  ['plain, on loopback', { listen: '127.0.0.1:0' }],
] as const;

function written(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content, { mode: 0o600 });
  return path;
}

/** A client that reads what it is told. */
interface Client {
  readonly socket: Socket;
  /** Resolves to the status of the next answer; 0 where the connection ended without one. */
  answer(): Promise<number>;
}

let addresses = 0;

/** Each from an address of its own, so that no network has too many. */
function client(running: Running): Client {
  const { protocol, port } = new URL(running.gateway.url);
  addresses += 1;
  const localAddress = `127.0.${1 + Math.floor(addresses / 250)}.${1 + (addresses % 250)}`;
  const below = connectBelow({ port: Number(port), host: '127.0.0.1', localAddress });
  below.on('error', () => undefined);
  const socket =
    protocol === 'http:' ? below : connect({ socket: below, ca: [authority.certificate], servername: 'gateway' });
  onTestFinished(() => void below.destroy());
  socket.on('error', () => undefined);
  let said = '';
  let wake = (): void => undefined;
  socket.on('data', (chunk: Buffer) => {
    said += chunk.toString('latin1');
    wake();
  });
  socket.on('close', () => wake());
  const answer = async (): Promise<number> => {
    for (;;) {
      const [head, status] = /^HTTP\/1\.1 (\d+) .*?\r\n\r\n/s.exec(said) ?? [];
      if (head !== undefined) {
        const length = Number(/Content-Length: (\d+)/i.exec(head)?.[1] ?? 0);
        if (said.length >= head.length + length) {
          said = said.slice(head.length + length);
          return Number(status);
        }
      }
      if (socket.destroyed) return 0;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return { socket, answer };
}

const BODY = exportRequest(numbered(1));

function headOf(token: string): string {
  const type = 'Content-Type: application/json';
  return `POST /v1/logs HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer ${token}\r\n${type}\r\nContent-Length: ${BODY.length}\r\n\r\n`;
}

/** Sends a whole request on a connection that stays open. */
async function posted(running: Running, token: string, on: Client = client(running)): Promise<number> {
  on.socket.write(`${headOf(token)}${BODY}`);
  return await on.answer();
}

const isOpen = ({ socket }: Client): boolean => !socket.destroyed && socket.readyState === 'open';

const openOf = (clients: readonly Client[]): number => clients.filter(isOpen).length;

describe.each(WAYS)('connections of one principal, %s', (_, how) => {
  const options = { gateway: { ...how, tokensFile, maxConnections: MAX_CONNECTIONS } };

  it('that wait for his next request are less than half, and others get in', async () => {
    const counted = counting();
    const running = await runningGateway(folder, keys, options);
    const greedy: Client[] = [];
    for (let count = 0; count < TEN_TIMES; count += 1) {
      const one = client(running);
      greedy.push(one);
      expect(await posted(running, GREEDY, one)).toBe(200); // the newest is the one that stays
    }
    await vi.waitFor(() => expect(openOf(greedy)).toBe(MOST_OF_ONE), PATIENCE);
    for (let count = 0; count < 5; count += 1) expect(await posted(running, HONEST)).toBe(200);
    expect(await counted('otelseal.gateway.requests', { outcome: 'refused' })).toBe(TEN_TIMES - MOST_OF_ONE);
    expect(running.reports.filter((line) => line.includes('PRINCIPAL_CONNECTIONS'))).toEqual([
      expect.stringContaining('greedy has as many connections'),
    ]);
  }, 60_000);

  it('on which he never ends a request are less than half, and others get in', async () => {
    const running = await runningGateway(folder, keys, options);
    const greedy: Client[] = [];
    for (let count = 0; count < TEN_TIMES; count += 1) {
      const one = client(running);
      one.socket.write(`${headOf(GREEDY)}{"resource`);
      greedy.push(one);
      if (count % 20 === 19) await sleep(20);
    }
    for (let count = 0; count < 10; count += 1) expect(await posted(running, HONEST)).toBe(200);
    await vi.waitFor(() => expect(openOf(greedy)).toBeLessThanOrEqual(MOST_OF_ONE), PATIENCE);
  }, 60_000);

  it('become fewer when others need them, until nobody has more than another one', async () => {
    const running = await runningGateway(folder, keys, options);
    const all = new Map<string, Client[]>();
    for (const token of [GREEDY, HONEST, OTHER]) {
      const clients: Client[] = [];
      for (let count = 0; count < MAX_CONNECTIONS; count += 1) {
        const one = client(running);
        clients.push(one);
        expect(await posted(running, token, one)).toBe(200);
      }
      all.set(token, clients);
    }
    await vi.waitFor(() => {
      const open = [...all.values()].map(openOf);
      expect(Math.max(...open) - Math.min(...open)).toBeLessThanOrEqual(1);
      expect(Math.min(...open)).toBeGreaterThanOrEqual(MAX_CONNECTIONS / 5);
    }, PATIENCE);
  }, 60_000);

  it('and of strangers together leave room for whoever comes', async () => {
    const running = await runningGateway(folder, keys, options);
    for (let count = 0; count < MOST_OF_ONE; count += 1) expect(await posted(running, GREEDY)).toBe(200);
    const silent = Array.from({ length: TEN_TIMES }, () => client(running));
    await vi.waitFor(() => expect(openOf(silent)).toBeLessThan(MAX_CONNECTIONS - MOST_OF_ONE), PATIENCE);
    for (let count = 0; count < 5; count += 1) expect(await posted(running, HONEST)).toBe(200);
  }, 60_000);
});

describe('a connection that is used for several principals, as by a proxy', () => {
  it('counts as that of who sent last', async () => {
    const running = await runningGateway(folder, keys, { gateway: { tokensFile, maxConnections: MAX_CONNECTIONS } });
    const shared = client(running);
    for (const token of [GREEDY, HONEST, GREEDY, OTHER]) expect(await posted(running, token, shared)).toBe(200);
    for (let count = 0; count < TEN_TIMES; count += 1) expect(await posted(running, GREEDY)).toBe(200);
    expect(await posted(running, OTHER, shared)).toBe(200);
  }, 60_000);
});

describe('a gateway without tokens', () => {
  it('has one principal, who may have all connections', async () => {
    const running = await runningGateway(folder, keys, { gateway: { maxConnections: MAX_CONNECTIONS } });
    const clients: Client[] = [];
    for (let count = 0; count < MAX_CONNECTIONS; count += 1) {
      const one = client(running);
      clients.push(one);
      one.socket.write(`${headOf('').replace('Host: gateway', 'Host: localhost')}${BODY}`);
      expect(await one.answer()).toBe(200);
    }
    expect(openOf(clients)).toBe(MAX_CONNECTIONS);
  }, 60_000);
});
