import { security } from '@otelseal/security-events';
import { afterAll, describe, expect, it } from 'vitest';
import { HttpSecurityInstrumentation } from '../../src/http/index.js';
import { producesWhatItSays } from '../support/produces.js';
import { recordEvents } from '../support/recorded-events.js';
import { served } from '../support/served.js';

const { events, warnings, everything } = recordEvents();
const instrumentation = new HttpSecurityInstrumentation();
afterAll(() => instrumentation.disable());

describe('a plain node:http server', () => {
  it('leaves one authentication event for a 401, with what the challenge says', async () => {
    const fetch = await served((_request, response) => {
      response.writeHead(401, { 'WWW-Authenticate': 'Bearer error="invalid_token"' }).end('no');
    });
    await fetch('/orders/7?secret=1', { headers: { authorization: 'Bearer abc', 'user-agent': 'test/1' } });
    expect(events().map(({ name, attributes }) => [name, attributes])).toEqual([
      [
        'security.authn.login.failure',
        expect.objectContaining({
          'security.auth.method': 'bearer',
          'security.reason': 'invalid_token',
          'client.address': '127.0.0.1',
          'http.request.method': 'GET',
          'http.response.status_code': 401,
          'url.path': '/orders/7',
          'user_agent.original': 'test/1',
          'http.request.id': expect.stringMatching(/^[0-9a-f-]{36}$/),
        }),
      ],
    ]);
  });

  it('says of a 401 without any credentials that they were missing', async () => {
    const fetch = await served((_request, response) => void response.writeHead(401).end());
    await fetch('/');
    expect(events()[0]?.attributes).toMatchObject({ 'security.reason': 'missing_credentials' });
  });

  it.each([
    '/login',
    '/api/users/sign_in?next=/',
    '/LogIn/github',
    '/v1/authenticate',
    '/oauth2/token',
    '/sessions/',
    '/mfa',
  ])('says of a refused POST to %s that the credentials were wrong, so that guesses are counted', async (path) => {
    const fetch = await served((_request, response) => void response.writeHead(401).end());
    await fetch(path, { method: 'POST', body: 'password=guess' });
    expect(events()[0]?.attributes).toMatchObject({ 'security.reason': 'invalid_credentials' });
  });

  it.each([
    ['GET', '/login'],
    ['POST', '/orders'],
    ['POST', '/auth/orders'],
    ['POST', '/catalog-in'],
    ['POST', `${'/login-'.repeat(2_000)}x`],
  ])('says of a refused %s to what is no login that credentials were missing: %#', async (method, path) => {
    const fetch = await served((_request, response) => void response.writeHead(401).end());
    await fetch(path, { method });
    expect(events()[0]?.attributes).toMatchObject({ 'security.reason': 'missing_credentials' });
  });

  it('leaves one access event for a 403, with the scope that was missing', async () => {
    const fetch = await served((_request, response) => {
      response.setHeader('www-authenticate', 'Bearer error="insufficient_scope", scope="orders:read orders:write"');
      response.statusCode = 403;
      response.end();
    });
    await fetch('/orders');
    expect(events().map(({ name, attributes }) => [name, attributes])).toEqual([
      [
        'security.authz.failure',
        expect.objectContaining({
          'audit.target.type': 'path',
          'audit.target.id': '/orders',
          'security.reason': 'insufficient_scope',
          'security.permission.required': ['orders:read', 'orders:write'],
        }),
      ],
    ]);
  });

  it('leaves one event for a 429', async () => {
    const fetch = await served((_request, response) => void response.writeHead(429, ['RateLimit-Limit', '20']).end());
    await fetch('/');
    expect(events()).toMatchObject([
      {
        name: 'security.excess.rate_limit',
        attributes: { 'security.limit.max': 20, 'security.limit.policy': 'unknown' },
      },
    ]);
  });

  it('says nothing about answers that refuse nobody', async () => {
    const fetch = await served((request, response) => void response.writeHead(Number(request.url?.slice(1))).end());
    for (const status of [200, 204, 302, 400, 404, 409, 502, 503]) await fetch(`/${status}`);
    expect(events()).toEqual([]);
  });

  it('leaves one event for a 500, of which nobody else knows the error', async () => {
    const fetch = await served((_request, response) => void response.writeHead(500).end());
    await fetch('/orders');
    expect(events()).toMatchObject([
      {
        name: 'security.sys.crash',
        attributes: {
          'audit.target.id': '/orders',
          'security.reason': 'internal_error',
          'http.request.id': expect.any(String),
        },
      },
    ]);
  });

  it('is silent about a refusal for which the application emitted its own event, before or right after the answer', async () => {
    const fetch = await served((request, response) => {
      const refuse = () => security.authn.loginFailure({ method: 'password', reason: 'wrong_password' });
      if (request.url === '/before') refuse();
      response.writeHead(401).end();
      if (request.url === '/after') refuse();
    });
    await fetch('/before');
    await fetch('/after');
    expect(events().map(({ attributes }) => attributes['security.reason'])).toEqual([
      'wrong_password',
      'wrong_password',
    ]);
  });

  it('gives events of the application who asked from where, also after an await', async () => {
    const fetch = await served(async (request, response) => {
      Object.assign(request, { user: { id: 'u-7', username: 'alice' } });
      await new Promise((resolve) => setTimeout(resolve, 1));
      security.sensitive.read({ target: { type: 'patient', id: 'p-1' }, classification: 'health', fields: ['name'] });
      response.end();
    });
    await fetch('/patients/1');
    expect(events()).toMatchObject([
      {
        name: 'security.sensitive.read',
        attributes: {
          'audit.actor.id': 'u-7',
          'user.name': 'alice',
          'client.address': '127.0.0.1',
          'url.path': '/patients/1',
        },
      },
    ]);
  });

  it('tells the operator nothing when nothing is wrong', () => {
    expect(warnings()).toEqual([]);
  });
});

describe('http', () => producesWhatItSays('http', everything));
