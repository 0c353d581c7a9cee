import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { HttpSecurityInstrumentation } from '../../src/http/index.js';
import { recordEvents } from '../support/recorded-events.js';

const { events } = recordEvents();
const instrumentation = new HttpSecurityInstrumentation();
afterAll(() => instrumentation.disable());

const http2: typeof import('node:http2') = createRequire(import.meta.url)('node:http2');

describe('the compatibility API of node:http2', () => {
  it.each(['with a body', 'without a body', 'with writeHead'])('leaves one event for a 403 %s', async (how) => {
    const server = http2.createServer((_request, response) => {
      if (how === 'with writeHead') response.writeHead(403);
      response.statusCode = 403;
      if (how === 'with a body') response.end('no');
      else response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const client = http2.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const asked = client.request({ ':path': '/x' });
    asked.resume();
    await new Promise((resolve) => asked.once('end', resolve));
    client.close();
    server.close();
    expect(events()).toMatchObject([{ name: 'security.authz.failure', attributes: { 'url.path': '/x' } }]);
  });
});
