import { createRequire } from 'node:module';
import { context } from '@opentelemetry/api';
import { security } from '@otelseal/security-events';
import { afterEach, describe, expect, it } from 'vitest';
import { ExpressSecurityInstrumentation } from '../../src/express/index.js';
import { HttpSecurityInstrumentation } from '../../src/http/index.js';
import {
  addErrorReader,
  currentRequest,
  genericAnswer,
  type RequestOptions,
  removeErrorReader,
} from '../../src/index.js';
import { recordEvents } from '../support/recorded-events.js';
import { served } from '../support/served.js';

const { events, warnings } = recordEvents();
const require = createRequire(import.meta.url);
const enabled: { disable(): void }[] = [];
afterEach(() => {
  for (const instrumentation of enabled.splice(0)) instrumentation.disable();
});
function observing(options: Partial<RequestOptions> = {}): void {
  enabled.push(new HttpSecurityInstrumentation(options), new ExpressSecurityInstrumentation(options));
}
const names = () => events().map(({ name }) => name);

describe('an observed request', () => {
  it('gives one event when two instances of an instrumentation are enabled', async () => {
    observing();
    observing();
    const express: typeof import('express') = require('express');
    const app = express();
    app.use((_request, response) => void response.sendStatus(403));
    await (await served(app))('/');
    expect(names()).toEqual(['security.authz.failure']);
  });

  it('gives none when the instrumentation is disabled, and one when it is enabled again', async () => {
    const instrumentation = new HttpSecurityInstrumentation();
    enabled.push(instrumentation);
    const fetch = await served((_request, response) => void response.writeHead(403).end());
    instrumentation.disable();
    await fetch('/');
    expect(names()).toEqual([]);
    instrumentation.enable();
    await fetch('/');
    expect(names()).toEqual(['security.authz.failure']);
  });

  it('has the client that a trusted proxy names, and no other', async () => {
    observing({ trustedProxies: ['loopback'] });
    const fetch = await served((_request, response) => void response.writeHead(403).end());
    await fetch('/', { headers: { 'x-forwarded-for': '1.1.1.1, 198.51.100.7' } });
    expect(events()).toMatchObject([{ attributes: { 'client.address': '198.51.100.7' } }]);
  });

  it('has the peer as its client where no proxy is trusted, whatever the header says', async () => {
    observing();
    const fetch = await served((_request, response) => void response.writeHead(403).end());
    await fetch('/', { headers: { 'x-forwarded-for': '198.51.100.7', forwarded: 'for=198.51.100.7' } });
    expect(events()).toMatchObject([{ attributes: { 'client.address': '127.0.0.1' } }]);
  });

  it('loses its actor, and nothing else, to an option that throws', async () => {
    observing({
      actor: () => {
        throw new Error('of the application');
      },
    });
    const fetch = await served((_request, response) => void response.writeHead(403).end());
    expect((await fetch('/')).status).toBe(403);
    expect(names()).toEqual(['security.authz.failure']);
    expect(warnings().join()).toContain('ERR_REQUEST_NOT_OBSERVED');
    expect(warnings().join()).not.toContain('of the application');
  });

  it('is told by an error reader of a library what its error means', async () => {
    observing();
    addErrorReader('mine', (error) =>
      error instanceof RangeError ? { concern: 'validation', fields: ['age'], reason: 'out_of_range' } : undefined,
    );
    const express: typeof import('express') = require('express');
    const app = express();
    app.use(() => {
      throw Object.assign(new RangeError('700'), { status: 422 });
    });
    app.set('env', 'test');
    await (await served(app))('/');
    removeErrorReader('mine');
    expect(events()).toMatchObject([
      { name: 'security.input.validation.failure', attributes: { 'security.validation.fields': ['age'] } },
    ]);
  });

  it('survives an error reader that throws', async () => {
    observing();
    addErrorReader('broken', () => {
      throw new Error('of the reader');
    });
    const express: typeof import('express') = require('express');
    const app = express();
    app.set('env', 'test');
    app.use((_q, _s, next) => next(Object.assign(new Error(), { status: 403 })));
    const { status } = await (await served(app))('/');
    removeErrorReader('broken');
    expect([status, names()]).toEqual([403, ['security.authz.failure']]);
  });

  it('is recorded also when the client has gone before the answer', async () => {
    observing();
    let answered: () => void = () => {};
    const done = new Promise<void>((resolve) => {
      answered = resolve;
    });
    const fetch = await served((request, response) => {
      request.once('close', () => {
        response.writeHead(401).end();
        answered();
      });
    });
    const aborting = new AbortController();
    const asked = fetch('/', { signal: aborting.signal }).catch(() => 'gone');
    await new Promise((resolve) => setTimeout(resolve, 50));
    aborting.abort();
    await asked;
    await done;
    await expect.poll(names).toEqual(['security.authn.login.failure']);
  });

  it('is not taken for the request that it makes to the same process', async () => {
    observing();
    const inner = await served((_request, response) => void response.writeHead(403).end());
    const fetch = await served(async (_request, response) => {
      await inner('/inner');
      const path = currentRequest()?.path;
      response.end(path);
    });
    expect(await (await fetch('/outer')).text()).toBe('/outer');
    expect(events()).toMatchObject([{ attributes: { 'url.path': '/inner' } }]);
  });

  it('is claimed once for each concern', async () => {
    observing();
    const claims: unknown[] = [];
    const fetch = await served((_request, response) => {
      const request = currentRequest();
      claims.push(request?.claim('validation'), request?.claim('validation'), request?.claim('error'));
      response.end();
    });
    await fetch('/');
    expect(claims).toEqual([true, false, true]);
  });

  it('gives the same correlation id to the answer of the application and to its events', async () => {
    observing();
    const fetch = await served((_request, response) => {
      security.sensitive.read({ target: { type: 'patient', id: 'p' }, classification: 'health', fields: ['name'] });
      response.statusCode = 500;
      response.end(JSON.stringify(genericAnswer(500)));
    });
    const { correlationId } = (await (await fetch('/')).json()) as { correlationId: string };
    expect(events().map(({ name, attributes }) => [name, attributes['http.request.id']])).toEqual([
      ['security.sensitive.read', correlationId],
      ['security.sys.crash', correlationId],
    ]);
  });

  it('leaves contexts that are derived from it, and facts that the application adds, in order', async () => {
    observing();
    const key = Symbol('mine');
    const found: unknown[] = [];
    const fetch = await served((_request, response) => {
      const derived = context.active().setValue(key, 1);
      context.with(derived, () => found.push(context.active().getValue(key), currentRequest()?.path));
      context.with(derived.deleteValue(key), () => found.push(context.active().getValue(key)));
      security.withContext({ actor: { type: 'service', id: 's-1' } }, () => response.writeHead(403).end());
    });
    await fetch('/x');
    expect(found).toEqual([1, '/x', undefined]);
    expect(events()).toMatchObject([{ attributes: { 'audit.actor.id': 's-1', 'client.address': '127.0.0.1' } }]);
  });
});
