import type Express from 'express';
import type ExpressSession from 'express-session';
import { afterAll, describe, expect, it } from 'vitest';
import { ExpressSessionSecurityInstrumentation, sessionName } from '../../src/express-session/index.js';
import { HttpSecurityInstrumentation } from '../../src/http/index.js';
import { emittedRecords, requireHooked } from '../emitted-records.js';
import { LOADING_WAYS, runProgram } from '../programs/run-program.js';
import { producesWhatItSays } from '../support/produces.js';
import { served } from '../support/served.js';

const { events, everything, records, onEmit } = emittedRecords();
const instrumentation = new ExpressSessionSecurityInstrumentation();
const http = new HttpSecurityInstrumentation();
const express = requireHooked('express') as typeof Express;
const session = requireHooked('express-session') as typeof ExpressSession;
afterAll(() => {
  http.disable();
  instrumentation.disable();
});

interface Data {
  userId?: string;
  cart?: string[];
}

/** A shop that keeps the user in the session itself; returns a browser of it, and the identifiers it has seen. */
async function shop() {
  const store = new session.MemoryStore();
  const ids: string[] = [];
  const app = express();
  app.use(session({ secret: 'a secret', resave: false, saveUninitialized: false, store }));
  app.use((request, _response, next) => {
    ids.push(request.sessionID);
    next();
  });
  const data = (request: Express.Request) => request.session as unknown as Data;
  app.get('/cart', (request, response) => {
    data(request).cart = ['x'];
    response.end();
  });
  app.get('/login', (request, response, next) => {
    request.session.regenerate((error) => {
      if (error) return next(error);
      data(request).userId = 'u-7';
      response.end();
    });
  });
  app.get('/careless-login', (request, response) => {
    data(request).userId = 'u-7';
    response.end();
  });
  app.get('/logout', (request, response) => void request.session.destroy(() => response.end()));
  app.get('/secret', (request, response) => void response.status(data(request).userId ? 200 : 403).end());
  const call = await served(app);
  let cookie = '';
  const go = async (path: string) => {
    const response = await call(path, { headers: cookie === '' ? {} : { cookie } });
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return response;
  };
  return { go, ids, store };
}

const names = () => events().map(([name]) => name);

describe('a session of express-session', () => {
  it('of a visitor has no events', async () => {
    const { go } = await shop();
    await go('/cart');
    await go('/cart');
    expect(events()).toEqual([]);
  });

  it('that somebody logs in to is created, and names the one that it replaces', async () => {
    const { go, ids } = await shop();
    await go('/cart');
    await go('/login');
    expect(events()).toMatchObject([
      ['security.session.create', { 'audit.actor.id': 'u-7', 'session.previous_id': sessionName(ids[0] ?? '') }],
    ]);
    expect(events()[0]?.[1]['session.id']).toMatch(/^[0-9a-f]{32}$/);
  });

  it('that keeps its identifier at a login, which is session fixation, is created with the same name', async () => {
    const { go, ids } = await shop();
    await go('/cart');
    await go('/careless-login');
    expect(events()).toMatchObject([['security.session.create', { 'session.id': sessionName(ids[0] ?? '') }]]);
    expect(events()[0]?.[1]).not.toHaveProperty('session.previous_id');
  });

  it('is created once, however often it is saved', async () => {
    const { go } = await shop();
    await go('/login');
    await go('/cart');
    await go('/secret');
    expect(names()).toEqual(['security.session.create']);
  });

  it('that is logged in to again replaces the first', async () => {
    const { go } = await shop();
    await go('/login');
    await go('/login');
    expect(events().slice(1)).toMatchObject([
      ['security.session.expire', { 'security.session.reason': 'replaced', 'audit.actor.id': 'u-7' }],
      ['security.session.create', {}],
    ]);
  });

  it('that is destroyed is logged out of', async () => {
    const { go } = await shop();
    await go('/login');
    await go('/logout');
    expect(events().slice(1)).toMatchObject([['security.session.logout', { 'audit.actor.id': 'u-7' }]]);
  });

  it('that is no more is told when its cookie comes again', async () => {
    const { go, store, ids } = await shop();
    await go('/login');
    await go('/secret');
    store.clear();
    await go('/secret');
    expect(events().slice(1)).toMatchObject([
      [
        'security.session.use_after_expire',
        {
          'session.id': sessionName(ids[1] ?? ''),
          'security.response.action': 'blocked',
          'security.session.reason': 'other',
        },
      ],
      ['security.authz.failure', {}],
    ]);
  });

  it('that has run out is told once, as an honest visitor is no attacker, however often the browser sends its cookie', async () => {
    const { go, store } = await shop();
    await go('/login');
    store.clear();
    for (let visit = 0; visit < 5; visit += 1) await go('/cart-of-nobody');
    expect(names()).toEqual(['security.session.create', 'security.session.use_after_expire']);
    expect(records().at(-1)).toMatchObject({ severityText: 'WARN' });
  });

  it('that was logged out of is not told of the browser that kept its cookie', async () => {
    const { go } = await shop();
    await go('/login');
    await go('/logout');
    await go('/secret');
    expect(names()).toEqual(['security.session.create', 'security.session.logout', 'security.authz.failure']);
  });

  it('is named by a digest in every later event of its requests, and never by its identifier', async () => {
    const { go, ids } = await shop();
    await go('/cart');
    await go('/secret');
    expect(events()).toMatchObject([['security.authz.failure', { 'session.id': sessionName(ids[0] ?? '') }]]);
    const text = JSON.stringify(records());
    for (const id of ids) expect(text).not.toContain(id);
  });

  it('whose cookie is forged is a visitor’s', async () => {
    const { go } = await shop();
    await go('/secret');
    const call = await shop();
    expect((await call.go('/secret')).status).toBe(403);
    expect(names()).toEqual(['security.authz.failure', 'security.authz.failure']);
  });

  it('works as ever when our part throws', async () => {
    const { go } = await shop();
    onEmit(() => {
      throw new Error('a broken processor');
    });
    await go('/login');
    expect((await go('/secret')).status).toBe(200);
    await go('/logout');
    expect((await go('/secret')).status).toBe(403);
  });

  it('may belong to whom the application says', async () => {
    instrumentation.setConfig({ sessionUser: () => undefined });
    const { go } = await shop();
    await go('/login');
    instrumentation.setConfig({});
    expect(events()).toEqual([]);
  });

  it('with hostile content is not hurt', async () => {
    const hostile = new Proxy(
      {},
      {
        get: (target, name) => {
          if (name === 'user') throw new Error('no');
          return Reflect.get(target, name);
        },
      },
    );
    instrumentation.setConfig({ sessionUser: () => hostile });
    const { go } = await shop();
    expect((await go('/login')).status).toBe(200);
    expect((await go('/secret')).status).toBe(200);
    instrumentation.setConfig({});
    expect(JSON.stringify(events()).length).toBeLessThan(10_000);
  });
});

describe.each(LOADING_WAYS)('express-session loaded as %s', (format) => {
  it('is watched, by its class and by the function that makes middleware', () => {
    const load = format.startsWith('module')
      ? "import express from 'express'; import session from 'express-session';"
      : "const express = require('express'); const session = require('express-session');";
    const program = `${load}
      const app = express();
      const store = new session.MemoryStore();
      app.use(session({ secret: 'a secret', resave: false, saveUninitialized: false, store }));
      app.get('/', (request, response) => { request.session.userId ??= 'u-7'; response.end(); });
      const server = app.listen(0, '127.0.0.1', async () => {
        const url = 'http://127.0.0.1:' + server.address().port;
        const cookie = (await fetch(url)).headers.get('set-cookie').split(';')[0];
        store.clear();
        await fetch(url, { headers: { cookie } });
        server.closeAllConnections();
        server.close();
      });`;
    const { records: found } = runProgram(format, program, ['express-session']);
    expect(found.map(({ eventName }) => eventName)).toEqual([
      'security.session.create',
      'security.session.use_after_expire',
      'security.session.create',
    ]);
  });
});

producesWhatItSays('express-session', everything);
