import { security } from '@otelseal/security-events';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { FastifySecurityInstrumentation } from '../../src/fastify/index.js';
import { producesWhatItSays } from '../support/produces.js';
import { recordEvents } from '../support/recorded-events.js';

const { events, warnings, everything } = recordEvents();
const instrumentation = new FastifySecurityInstrumentation();
afterAll(() => instrumentation.disable());

const opened: FastifyInstance[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((app) => app.close()));
});
function application(): FastifyInstance {
  const app = Fastify();
  opened.push(app);
  return app;
}
/** As @fastify/error makes them. */
const refusing = (code: string, statusCode: number) => Object.assign(new Error('no'), { code, statusCode });
const names = () => events().map(({ name }) => name);

describe('Fastify 5', () => {
  it('leaves one access event for a 403 with the template of the route, over a socket and injected', async () => {
    const app = application();
    app.register(
      async (orders) => {
        orders.get('/:id', (_request, reply) => reply.code(403).send({ no: true }));
      },
      { prefix: '/orders' },
    );
    const base = await app.listen({ port: 0, host: '127.0.0.1' });
    await fetch(`${base}/orders/7?x=1`);
    await app.inject('/orders/8');
    expect(events().map(({ name, attributes }) => [name, attributes])).toEqual(
      ['/orders/7', '/orders/8'].map((path) => [
        'security.authz.failure',
        expect.objectContaining({
          'audit.target.id': '/orders/:id',
          'http.route': '/orders/:id',
          'url.path': path,
          'client.address': '127.0.0.1',
        }),
      ]),
    );
  });

  it.each([
    ['sent', (app: FastifyInstance) => app.get('/x', (_request, reply) => reply.code(403).send())],
    [
      'thrown by a handler',
      (app: FastifyInstance) => app.get('/x', async () => Promise.reject(refusing('NOT_OWNER', 403))),
    ],
    [
      'thrown by a hook',
      (app: FastifyInstance) =>
        app.addHook('preHandler', async () => Promise.reject(refusing('NOT_OWNER', 403))).get('/x', async () => 'ok'),
    ],
    [
      'sent as an error',
      (app: FastifyInstance) =>
        app.get('/x', (_request, reply) => reply.send(Object.assign(new Error(), { statusCode: 403 }))),
    ],
    [
      'written past Fastify',
      (app: FastifyInstance) =>
        app.get('/x', (_request, reply) => {
          reply.hijack();
          reply.raw.writeHead(403).end();
        }),
    ],
  ])('leaves exactly one event for a 403 %s', async (_how, routes) => {
    const app = application();
    routes(app);
    const { statusCode } = await app.inject('/x');
    expect([statusCode, names()]).toEqual([403, ['security.authz.failure']]);
  });

  it('takes the reason of a 401 from the code of the error', async () => {
    const app = application();
    const expired = refusing('FST_JWT_AUTHORIZATION_TOKEN_EXPIRED', 401);
    app.get('/x', { onRequest: async () => Promise.reject(expired) }, async () => 'ok');
    await app.inject({ url: '/x', headers: { authorization: 'Bearer abc' } });
    expect(events()).toMatchObject([
      {
        name: 'security.authn.login.failure',
        attributes: { 'security.auth.method': 'bearer', 'security.reason': 'fst_jwt_authorization_token_expired' },
      },
    ]);
  });

  it('tells a request that was forged in a browser from other refusals', async () => {
    const app = application();
    app.addHook('preHandler', async () => Promise.reject(refusing('FST_CSRF_MISSING_SECRET', 403)));
    app.post('/x', async () => 'ok');
    await app.inject({ method: 'POST', url: '/x' });
    expect(events()).toMatchObject([{ name: 'security.malicious.csrf' }]);
  });

  it('names what failed the schema of the route, never its value', async () => {
    const app = application();
    const body = {
      type: 'object',
      required: ['email'],
      properties: { email: { type: 'string' }, address: { type: 'object', properties: { zip: { type: 'integer' } } } },
    };
    app.post('/users', { schema: { body } }, async () => 'ok');
    await app.inject({ method: 'POST', url: '/users', payload: { address: { zip: 'hunter2' } } });
    await app.inject({ method: 'POST', url: '/users', payload: { email: 'a', address: { zip: 'hunter2' } } });
    expect(
      events().map(({ name, attributes }) => [
        name,
        attributes['security.validation.fields'],
        attributes['security.reason'],
      ]),
    ).toEqual([
      ['security.input.validation.failure', ['email'], 'required'],
      ['security.input.validation.failure', ['address.zip'], 'type'],
    ]);
    expect(JSON.stringify(events())).not.toContain('hunter2');
  });

  it('tells a value outside of a closed list from other invalid input', async () => {
    const app = application();
    const querystring = { type: 'object', properties: { role: { enum: ['buyer', 'seller'] } } };
    app.get('/users', { schema: { querystring } }, async () => 'ok');
    await app.inject('/users?role=admin');
    expect(events()).toMatchObject([
      {
        name: 'security.input.validation.discrete_failure',
        attributes: {
          'security.validation.fields': ['role'],
          'security.validation.rule': 'querystring#/properties/role/enum',
        },
      },
    ]);
  });

  it('sees a failed validation that the handler answers itself', async () => {
    const app = application();
    const schema = { body: { type: 'object', required: ['a'] } };
    app.post('/x', { schema, attachValidation: true }, (request, reply) =>
      request.validationError ? reply.code(422).send('mine') : reply.send('ok'),
    );
    const { body } = await app.inject({ method: 'POST', url: '/x', payload: {} });
    expect([body, names()]).toEqual(['mine', ['security.input.validation.failure']]);
  });

  it('tells bodies that cannot be read', async () => {
    const app = application();
    app.post('/x', { bodyLimit: 10 }, async () => 'ok');
    const headers = { 'content-type': 'application/json' };
    await app.inject({ method: 'POST', url: '/x', headers, payload: '{"a":' });
    await app.inject({ method: 'POST', url: '/x', headers, payload: '{"a":"aaaaaaaaaaaaaaaaaaa"}' });
    await app.inject({ method: 'POST', url: '/x', headers: { 'content-type': 'application/odd' }, payload: 'a' });
    expect(events().map(({ name, attributes }) => [name, attributes['security.reason']])).toEqual([
      ['security.input.deserialization.failure', 'malformed'],
      ['security.input.validation.failure', 'too_large'],
      ['security.input.validation.failure', 'unsupported_media_type'],
    ]);
  });

  it('answers an unexpected error without its message, with a correlation id that is in the event', async () => {
    const app = application();
    app.get('/x', async () => {
      throw new TypeError('secret table orders_v2');
    });
    const answer = await app.inject('/x');
    const { correlationId, ...rest } = answer.json();
    expect(rest).toEqual({ statusCode: 500, error: 'Internal Server Error', message: 'Internal Server Error' });
    expect(Number(answer.headers['content-length'])).toBe(answer.body.length);
    expect(events()).toMatchObject([
      { name: 'security.sys.crash', attributes: { 'http.request.id': correlationId, 'exception.type': 'TypeError' } },
    ]);
  });

  it('answers an error that asks for a 503 without its message, too', async () => {
    const app = application();
    app.get('/x', async () => {
      throw Object.assign(new Error('db secret'), { statusCode: 503 });
    });
    const answer = await app.inject('/x');
    expect([answer.statusCode, answer.json()]).toEqual([
      503,
      {
        statusCode: 503,
        error: 'Service Unavailable',
        message: 'Service Unavailable',
        correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    ]);
    expect(names()).toEqual([]);
  });

  it('leaves the answer of an error handler of the application as it is', async () => {
    const app = application();
    app.setErrorHandler((error: Error, _request, reply) => reply.code(500).send({ mine: error.message }));
    app.get('/x', async () => Promise.reject(new Error('boom')));
    const { body } = await app.inject('/x');
    expect([body, names()]).toEqual(['{"mine":"boom"}', ['security.sys.crash']]);
  });

  it('knows the security context in hooks and handlers of the application', async () => {
    const app = application();
    app.decorateRequest('user', null as unknown);
    app.addHook('preHandler', async (request) => {
      Object.assign(request, { user: { sub: 'u-9' } });
    });
    app.get('/x', async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      security.sensitive.read({ target: { type: 'patient', id: 'p' }, classification: 'health', fields: ['name'] });
      return 'ok';
    });
    await app.inject('/x');
    expect(events()).toMatchObject([{ attributes: { 'audit.actor.id': 'u-9', 'http.route': '/x' } }]);
  });

  it('tells the operator nothing when nothing is wrong', () => {
    expect(warnings()).toEqual([]);
  });
});

describe('fastify', () => producesWhatItSays('fastify', everything));
