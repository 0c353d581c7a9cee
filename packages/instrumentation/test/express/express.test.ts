import { createRequire } from 'node:module';
import type { Response as Answer, Express, NextFunction, Request } from 'express';
import { afterAll, describe, expect, it } from 'vitest';
import { ExpressSecurityInstrumentation } from '../../src/express/index.js';
import { HttpSecurityInstrumentation } from '../../src/http/index.js';
import { applicationWith } from '../support/library-copy.js';
import { producesWhatItSays } from '../support/produces.js';
import { recordEvents } from '../support/recorded-events.js';
import { served } from '../support/served.js';

const { events, warnings, everything } = recordEvents();
const instrumentations = [new HttpSecurityInstrumentation(), new ExpressSecurityInstrumentation()];
afterAll(() => {
  for (const instrumentation of instrumentations) instrumentation.disable();
});

const require = createRequire(import.meta.url);
type ExpressModule = typeof import('express');
const VERSIONS: readonly [string, () => ExpressModule][] = [
  ['Express 5', () => require('express')],
  ['Express 4', () => applicationWith('express', require.resolve('express4/package.json'))('express')],
];

describe.each(VERSIONS)('%s', (_name, load) => {
  const express = load();
  /** What the application left behind after one request. */
  async function asked(app: Express, path: string, options: RequestInit = {}) {
    const answer = await (await served(app))(path, options);
    const body = await answer.text();
    return { status: answer.status, body, headers: answer.headers, events: events() };
  }
  const json = (body: string): RequestInit => ({
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  });

  it('leaves one access event for a 403 with the template of the route, through nested routers', async () => {
    const app = express();
    const orders = express.Router();
    orders.get('/:id', (_request, response) => void response.status(403).send('no'));
    const tenant = express.Router({ mergeParams: true });
    tenant.use('/orders', orders);
    app.use('/tenants/:tenant', tenant);
    const { events } = await asked(app, '/tenants/t1/orders/7?token=abc');
    expect(events).toEqual([
      {
        name: 'security.authz.failure',
        body: expect.any(String),
        attributes: expect.objectContaining({
          'audit.target.type': 'route',
          'audit.target.id': '/tenants/:tenant/orders/:id',
          'http.route': '/tenants/:tenant/orders/:id',
          'url.path': '/tenants/t1/orders/7',
          'http.response.status_code': 403,
          'security.reason': 'forbidden',
        }),
      },
    ]);
  });

  it('knows the template in a mounted application', async () => {
    const app = express();
    const admin = express();
    admin.get('/users/:id', (_request, response) => void response.sendStatus(403));
    app.use('/admin', admin);
    const { events } = await asked(app, '/admin/users/3');
    expect(events).toMatchObject([{ attributes: { 'http.route': '/admin/users/:id' } }]);
  });

  it.each([
    ['sent by a middleware', (_q: Request, response: Answer) => void response.status(403).json({})],
    [
      'thrown',
      () => {
        throw Object.assign(new Error('no'), { status: 403, code: 'NOT_OWNER' });
      },
    ],
    [
      'handed to next',
      (_q: Request, _s: Answer, next: NextFunction) => next(Object.assign(new Error(), { statusCode: 403 })),
    ],
    ['given twice', (_q: Request, response: Answer) => void response.status(403).end(() => response.end())],
  ])('leaves exactly one event for a 403 %s', async (_how, handler) => {
    const app = express();
    app.get('/x', handler);
    const { status, events } = await asked(app, '/x');
    expect([status, events.map(({ name }) => name)]).toEqual([403, ['security.authz.failure']]);
  });

  it('takes the reason of a 401 from the code of the error that an error handler answered', async () => {
    const app = express();
    app.use(() => {
      throw Object.assign(new Error('jwt expired'), { name: 'UnauthorizedError', status: 401, code: 'invalid_token' });
    });
    app.use((error: { status: number }, _q: Request, response: Answer, _n: NextFunction) => {
      response.status(error.status).json({ mine: true });
    });
    const { body, events } = await asked(app, '/', { headers: { authorization: 'Bearer x' } });
    expect(body).toBe('{"mine":true}');
    expect(events).toMatchObject([
      {
        name: 'security.authn.login.failure',
        attributes: {
          'security.reason': 'invalid_token',
          'security.auth.method': 'bearer',
          'error.type': 'UnauthorizedError',
        },
      },
    ]);
  });

  it('tells a request that was forged in a browser from other refusals', async () => {
    const app = express();
    app.set('env', 'test');
    app.use((_q, _s, next) =>
      next(Object.assign(new Error('invalid csrf token'), { status: 403, code: 'EBADCSRFTOKEN' })),
    );
    const { events } = await asked(app, '/transfer', json('{}'));
    expect(events).toMatchObject([
      { name: 'security.malicious.csrf', attributes: { 'security.reason': 'csrf_token_mismatch' } },
    ]);
  });

  it('names the acting user that authentication left at the request', async () => {
    const app = express();
    app.use((request, _response, next) => {
      Object.assign(request, { user: { id: 7, username: 'alice' } });
      next();
    });
    app.get('/x', (_request, response) => void response.sendStatus(403));
    const { events } = await asked(app, '/x');
    expect(events).toMatchObject([{ attributes: { 'audit.actor.id': '7', 'user.name': 'alice' } }]);
  });

  it('tells broken JSON and too large bodies as refused input', async () => {
    const app = express();
    app.use(express.json({ limit: 100 }));
    app.post('/x', (_request, response) => void response.end());
    const broken = await asked(app, '/x', json('{"a":'));
    expect([broken.status, broken.events.map(({ name }) => name)]).toEqual([
      400,
      ['security.input.deserialization.failure'],
    ]);
    const large = await asked(app, '/x', json(JSON.stringify({ a: 'b'.repeat(200) })));
    expect(large.status).toBe(413);
    expect(large.events.slice(1)).toMatchObject([
      {
        name: 'security.input.validation.failure',
        attributes: { 'security.validation.fields': ['body'], 'security.reason': 'too_large' },
      },
    ]);
  });

  it('answers an unexpected error with a sentence and a correlation id that is in the event, and never with its stack', async () => {
    const app = express();
    app.set('env', 'test'); // silent console; the answer is that of development
    app.get('/orders/:id', () => {
      throw new TypeError('secret table orders_v2');
    });
    const { status, body, events } = await asked(app, '/orders/7');
    const { error, correlationId } = JSON.parse(body);
    expect([status, error]).toEqual([500, 'Internal Server Error']);
    expect(events).toMatchObject([
      {
        name: 'security.sys.crash',
        attributes: {
          'http.request.id': correlationId,
          'exception.type': 'TypeError',
          'security.reason': 'unhandled_error',
          'audit.target.id': '/orders/:id',
        },
      },
    ]);
    expect(JSON.stringify([body, events])).not.toContain('orders_v2');
  });

  it('leaves the answers of the application to its own error handler, and says that it failed', async () => {
    const app = express();
    app.get('/x', async () => Promise.reject(new RangeError('mine')));
    if (_name === 'Express 4') app.get('/y', (_q, _s, next) => next(new RangeError('mine')));
    app.use(
      (error: Error, _q: Request, response: Answer, _n: NextFunction) => void response.status(500).send(error.message),
    );
    const { body, events } = await asked(app, _name === 'Express 4' ? '/y' : '/x');
    expect(body).toBe('mine');
    expect(events.map(({ name }) => name)).toEqual(['security.sys.crash']);
  });

  it('leaves the answer to what does not exist as Express gives it', async () => {
    const { status, body, events } = await asked(express(), '/nothing');
    expect([status, body.includes('Cannot GET /nothing'), events]).toEqual([404, true, []]);
  });

  it('does not take an intended 503 for an unexpected error', async () => {
    const app = express();
    app.set('env', 'test');
    app.use((_q, _s, next) => next(Object.assign(new Error('busy'), { status: 503, headers: { 'Retry-After': '9' } })));
    const { status, headers, events } = await asked(app, '/');
    expect([status, headers.get('retry-after'), events]).toEqual([503, '9', []]);
  });

  it('tells the operator nothing when nothing is wrong', () => {
    expect(warnings()).toEqual([]);
  });
});

describe('express', () => producesWhatItSays('express', everything));
