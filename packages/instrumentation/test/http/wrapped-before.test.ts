import { EventEmitter } from 'node:events';
import { createServer, request, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import { security } from '@otelseal/security-events';
import { afterAll, describe, expect, it } from 'vitest';
import { HttpSecurityInstrumentation } from '../../src/http/index.js';
import { recordEvents } from '../support/recorded-events.js';
import { fetching, served } from '../support/served.js';

// As OpenTelemetry's instrumentation of http does, which came before ours.
const original = EventEmitter.prototype.emit;
Server.prototype.emit = function emit(this: Server, ...args: Parameters<Server['emit']>): boolean {
  return context.with(ROOT_CONTEXT, () => Reflect.apply(original, this, args));
} as Server['emit'];
const { events } = recordEvents();
const instrumentation = new HttpSecurityInstrumentation();
afterAll(() => {
  instrumentation.disable();
  Server.prototype.emit = original as Server['emit'];
});

const named = () =>
  events().map(({ name, attributes }) => [name, attributes['client.address'], attributes['url.path']]);

describe("a node:http server whose emit somebody else wrapped before, to begin with OpenTelemetry's empty context", () => {
  it('leaves one event of a request that its handler has said more about', async () => {
    const fetch = await served((_request, response) => {
      security.authz.failure({ target: { type: 'invoice', id: '7' }, reason: 'not_owner' });
      response.writeHead(403).end();
    });
    await fetch('/invoices/7');
    expect(named()).toEqual([['security.authz.failure', '127.0.0.1', '/invoices/7']]);
  });

  it('calls each listener on the server itself, and once only who asked for that', async () => {
    const server = createServer();
    const seen: [string, boolean][] = [];
    server.once('request', function once(this: unknown) {
      seen.push(['once', this === server]);
    });
    server.on('request', function always(this: unknown, _request, response) {
      seen.push(['always', this === server]);
      response.writeHead(204).end();
    });
    const fetch = await fetching(server);
    await fetch('/');
    await fetch('/');
    expect(seen).toEqual([
      ['once', true],
      ['always', true],
      ['always', true],
    ]);
    expect(server.listenerCount('request')).toBe(1);
  });
});

describe('a client that sends Expect', () => {
  it.each([
    ['checkContinue', '100-continue'],
    ['checkExpectation', '200-maybe'],
  ])('and is refused before its body leaves one event, where the server listens to %s', async (event, expectation) => {
    const server = createServer();
    server.on(event, (_request, response) => response.writeHead(403).end());
    await fetching(server);
    const { port } = server.address() as AddressInfo;
    await new Promise<void>((resolve) => {
      const options = { port, path: '/upload', method: 'PUT', headers: { expect: expectation } };
      const asking = request(options, (answer) => answer.resume().once('end', resolve));
      asking.flushHeaders();
    });
    expect(named()).toEqual([['security.authz.failure', '127.0.0.1', '/upload']]);
  });

  it('and is let in leaves one, too, when it is refused then', async () => {
    const server = createServer((_request, response) => response.writeHead(403).end());
    server.on('checkContinue', (asked, response) => {
      response.writeContinue();
      server.emit('request', asked, response);
    });
    await fetching(server);
    const { port } = server.address() as AddressInfo;
    await new Promise<void>((resolve) => {
      const options = { port, path: '/upload', method: 'PUT', headers: { expect: '100-continue' } };
      const asking = request(options, (answer) => answer.resume().once('end', resolve));
      asking.once('continue', () => asking.end('body'));
      asking.flushHeaders();
    });
    expect(named()).toEqual([['security.authz.failure', '127.0.0.1', '/upload']]);
  });
});
