import { createRequire } from 'node:module';
import { createAdaptorServer } from '@hono/node-server';
import type { Context, Hono as HonoApp } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { HonoSecurityInstrumentation } from '../../src/hono/index.js';
import { ZodSecurityInstrumentation } from '../../src/zod/index.js';
import { producesWhatItSays } from '../support/produces.js';
import { recordEvents } from '../support/recorded-events.js';
import { fetching } from '../support/served.js';

const { events, warnings, everything } = recordEvents();
const instrumentations = [new HonoSecurityInstrumentation(), new ZodSecurityInstrumentation()];
afterAll(() => {
  for (const instrumentation of instrumentations) instrumentation.disable();
});
// Hono writes what nobody caught to the console.
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));
afterEach(() => void vi.restoreAllMocks());

const require = createRequire(import.meta.url);
const { Hono }: typeof import('hono') = require('hono');
const { validator }: typeof import('hono/validator') = require('hono/validator');
const { csrf }: typeof import('hono/csrf') = require('hono/csrf');

async function asked(app: HonoApp, init: RequestInit) {
  const fetch = await fetching(createAdaptorServer({ fetch: app.fetch }) as import('node:http').Server);
  const answer = await fetch('/orders', { method: 'POST', ...init });
  return {
    status: answer.status,
    body: await answer.text(),
    events: events().map(({ name, attributes }) => [
      name,
      attributes['security.validation.fields'] ?? attributes['security.reason'],
    ]),
  };
}
const json = (body: string): RequestInit => ({ body, headers: { 'content-type': 'application/json' } });
const Order = z.object({ email: z.email(), amount: z.int() });
const SECRET = 'hunter2-hunter2';
const INVALID = json(JSON.stringify({ email: SECRET, amount: SECRET }));

/** How the middleware of Hono's own organisation are built upon it. */
const zodAnswer = async (value: unknown, c: Context) => {
  const result = await Order.safeParseAsync(value);
  return result.success ? result.data : c.json(result, 400);
};
const standardAnswer = async (value: unknown, c: Context) => {
  const result = await Order['~standard'].validate(value);
  return result.issues ? c.json({ data: value, error: result.issues, success: false }, 400) : result.value;
};

describe('hono/validator', () => {
  it.each([
    ['@hono/zod-validator', zodAnswer, ['email', 'amount']],
    ['@hono/standard-validator', standardAnswer, ['email', 'amount']],
    [
      'any other Standard Schema',
      (_value: unknown, c: Context) => c.json({ error: [{ message: 'no', path: [{ key: 'email' }] }] }, 400),
      ['email'],
    ],
    ['a sentence', (_value: unknown, c: Context) => c.text('Invalid!', 400), ['json']],
    [
      'an exception',
      () => {
        throw new HTTPException(400, { message: 'no', cause: Order.safeParse({ email: 'a@example.com' }).error });
      },
      ['amount'],
    ],
  ])('that refuses with %s leaves one event with names of fields and no value', async (_, validate, fields) => {
    const app = new Hono();
    app.post('/orders', validator('json', validate as typeof zodAnswer), (c) => c.text('taken'));
    const { status, events: left } = await asked(app, INVALID);
    expect([status, left]).toEqual([400, [['security.input.validation.failure', fields]]]);
    expect(JSON.stringify(events())).not.toContain(SECRET);
  });

  it('lets pass what is valid, answers as before, and leaves nothing', async () => {
    const app = new Hono();
    app.post('/orders', validator('json', zodAnswer), (c) => c.json(c.req.valid('json') as object));
    const { status, body, events: left } = await asked(app, json('{"email":"a@example.com","amount":7}'));
    expect([status, JSON.parse(body), left]).toEqual([200, { email: 'a@example.com', amount: 7 }, []]);
  });

  it('leaves an error of zod that nobody catches as refused input and as no crash', async () => {
    const app = new Hono();
    app.post('/orders', async (c) => c.json(Order.parse(await c.req.json())));
    const { status, events: left } = await asked(app, INVALID);
    expect([status, left]).toEqual([500, [['security.input.validation.failure', ['email', 'amount']]]]);
  });
});

describe('a body that cannot be parsed', () => {
  const MALFORMED = ['security.input.deserialization.failure', 'malformed'];
  const form = { body: 'no parts', headers: { 'content-type': 'multipart/form-data' } };

  it.each([
    [
      'JSON before a validator',
      (app: HonoApp) => app.post('/orders', validator('json', zodAnswer)),
      json('{"a":'),
      400,
    ],
    ['a form before a validator', (app: HonoApp) => app.post('/orders', validator('form', zodAnswer)), form, 400],
    [
      'JSON that the handler reads and refuses',
      (app: HonoApp) =>
        app.post('/orders', async (c) => {
          const read = await c.req.json().catch(() => undefined);
          return c.text(String(read), read === undefined ? 400 : 200);
        }),
      json('{"a":'),
      400,
    ],
    [
      'JSON that the handler does not expect to fail',
      (app: HonoApp) => app.post('/orders', async (c) => c.json(await c.req.json())),
      json('{"a":'),
      500,
    ],
  ])('leaves one event: %s', async (_, routes, init, refusedWith) => {
    const app = new Hono();
    routes(app);
    const { status, events: left } = await asked(app, init);
    expect([status, left]).toEqual([refusedWith, [MALFORMED]]);
  });

  it('is no reason for an error of the same class that comes from elsewhere', async () => {
    const app = new Hono();
    app.post('/orders', () => JSON.parse('{'));
    const { events: left } = await asked(app, json('{}'));
    expect(left).toEqual([['security.sys.crash', 'unhandled_error']]);
  });
});

describe('hono/csrf', () => {
  const crossSite = { body: 'amount=7', headers: { 'content-type': 'text/plain', origin: 'https://evil.example' } };

  it('leaves a forged request and no refused access', async () => {
    const app = new Hono();
    app.use(csrf());
    app.post('/orders', (c) => c.text('taken'));
    const { status, body, events: left } = await asked(app, crossSite);
    expect([status, body, left]).toEqual([403, 'Forbidden', [['security.malicious.csrf', 'csrf_origin']]]);
  });

  it('leaves a 403 of what is behind it as refused access', async () => {
    const app = new Hono();
    app.use(csrf({ origin: 'https://evil.example' }));
    app.post('/orders', () => {
      throw new HTTPException(403);
    });
    const { events: left } = await asked(app, crossSite);
    expect(left).toEqual([['security.authz.failure', 'forbidden']]);
  });
});

describe('an exception that the application answers', () => {
  it('leaves what its status says', async () => {
    const app = new Hono();
    app.post('/orders', () => {
      throw new HTTPException(401);
    });
    expect((await asked(app, {})).events).toEqual([['security.authn.login.failure', 'missing_credentials']]);
  });

  it('is answered as the application says, without a correlation id', async () => {
    const app = new Hono();
    app.post('/orders', () => {
      throw new HTTPException(500, { message: 'mine' });
    });
    expect(await asked(app, {})).toMatchObject({ status: 500, body: 'mine' });
  });

  it('tells the operator nothing when nothing is wrong', () => {
    expect(warnings()).toEqual([]);
  });
});

describe('hono', () => producesWhatItSays('hono', everything));
