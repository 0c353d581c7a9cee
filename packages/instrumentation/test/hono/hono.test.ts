import { createRequire } from 'node:module';
import { createAdaptorServer } from '@hono/node-server';
import { security } from '@otelseal/security-events';
import type { Hono as HonoApp } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { afterAll, describe, expect, it } from 'vitest';
import { HonoSecurityInstrumentation } from '../../src/hono/index.js';
import { recordEvents } from '../support/recorded-events.js';
import { fetching } from '../support/served.js';

const { events, warnings } = recordEvents();
const instrumentation = new HonoSecurityInstrumentation();
afterAll(() => instrumentation.disable());

const require = createRequire(import.meta.url);
const MODULES = ['hono', 'hono/tiny', 'hono/quick'];

describe.each(MODULES)('%s', (name) => {
  const { Hono }: typeof import('hono') = require(name);
  async function asked(app: HonoApp, path: string, init?: RequestInit) {
    const fetch = await fetching(createAdaptorServer({ fetch: app.fetch }) as import('node:http').Server);
    const answer = await fetch(path, init);
    return { status: answer.status, body: await answer.text(), names: events().map(({ name }) => name) };
  }

  it('leaves one access event for a 403 with the template of the route, through nested applications', async () => {
    const orders = new Hono();
    orders.get('/:id', (c) => c.json({ no: true }, 403));
    const app = new Hono();
    app.use('*', async (_c, next) => next());
    app.route('/orders', orders);
    await asked(app, '/orders/7?token=abc');
    expect(events()).toMatchObject([
      {
        name: 'security.authz.failure',
        attributes: { 'http.route': '/orders/:id', 'url.path': '/orders/7', 'client.address': '127.0.0.1' },
      },
    ]);
  });

  it('knows the intended route and the user when a middleware refuses', async () => {
    const app = new Hono<{ Variables: { user: object } }>();
    app.use('*', async (c, next) => {
      c.set('user', { id: 'u-5' });
      await next();
    });
    app.use('/admin/*', async (c) => c.text('no', 403));
    app.get('/admin/users/:id', (c) => c.text('ok'));
    await asked(app as unknown as HonoApp, '/admin/users/3');
    expect(events()).toMatchObject([{ attributes: { 'http.route': '/admin/users/:id', 'audit.actor.id': 'u-5' } }]);
  });

  it.each([
    [
      'as an HTTPException',
      (app: HonoApp) =>
        app.get('/x', () => {
          throw new HTTPException(403);
        }),
    ],
    [
      'by app.onError',
      (app: HonoApp) =>
        app
          .get('/x', () => {
            throw new Error('mine');
          })
          .onError((_error, c) => c.text('mine', 403)),
    ],
    [
      'in a base path',
      (app: HonoApp) =>
        app.basePath('/').get('/x', () => {
          throw new HTTPException(403);
        }),
    ],
  ])('leaves exactly one event for a 403 %s', async (_how, routes) => {
    const app = new Hono();
    routes(app);
    const { status, names } = await asked(app, '/x');
    expect([status, names]).toEqual([403, ['security.authz.failure']]);
  });

  it('leaves one authentication event for a 401, with the challenge', async () => {
    const app = new Hono();
    app.get('/x', (c) => c.text('no', 401, { 'WWW-Authenticate': 'Bearer error="invalid_token"' }));
    await asked(app, '/x', { headers: { authorization: 'Bearer x' } });
    expect(events()).toMatchObject([
      { name: 'security.authn.login.failure', attributes: { 'security.reason': 'invalid_token' } },
    ]);
  });

  it('answers an unexpected error without quoting it, with a correlation id that is in the event', async () => {
    const app = new Hono();
    app.get('/x', () => {
      throw new TypeError('secret table');
    });
    const error = console.error;
    console.error = () => {};
    const { status, body, names } = await asked(app, '/x').finally(() => {
      console.error = error;
    });
    const { error: said, correlationId } = JSON.parse(body);
    expect([status, said, names]).toEqual([500, 'Internal Server Error', ['security.sys.crash']]);
    expect(events()[0]?.attributes).toMatchObject({ 'http.request.id': correlationId });
  });

  it('leaves the errors of an inner application to the handler of the outer one, as without it', async () => {
    const inner = new Hono();
    inner.get('/x', () => {
      throw new RangeError('inner');
    });
    const app = new Hono();
    app.route('/', inner);
    app.onError((error, c) => c.text(`outer ${error.message}`, 500));
    const { body, names } = await asked(app, '/x');
    expect([body, names]).toEqual(['outer inner', ['security.sys.crash']]);
  });

  it('keeps an application that nothing serves as it is', async () => {
    const app = new Hono();
    app.get('/x', (c) => c.text('ok'));
    expect(await (await app.request('/x')).text()).toBe('ok');
    expect(app).toBeInstanceOf(Hono);
  });

  it('gives events of the application who asked from where', async () => {
    const app = new Hono();
    app.get('/patients/:id', async (c) => {
      await Promise.resolve();
      security.sensitive.read({ target: { type: 'patient', id: 'p' }, classification: 'health', fields: ['name'] });
      return c.text('ok');
    });
    await asked(app, '/patients/1');
    expect(events()).toMatchObject([{ attributes: { 'http.route': '/patients/:id', 'client.address': '127.0.0.1' } }]);
  });

  it('tells the operator nothing when nothing is wrong', () => {
    expect(warnings()).toEqual([]);
  });
});
