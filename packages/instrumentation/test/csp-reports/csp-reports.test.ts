import { createAdaptorServer } from '@hono/node-server';
import express from 'express';
import Fastify from 'fastify';
import { Hono } from 'hono';
import { afterAll, describe, expect, it } from 'vitest';
import {
  CspReportsSecurityInstrumentation,
  fastifyCspReports,
  honoCspReports,
  nodeCspReports,
  readCspReports,
} from '../../src/csp-reports/index.js';
import { HttpSecurityInstrumentation } from '../../src/http/index.js';
import { producesWhatItSays } from '../support/produces.js';
import { recordEvents } from '../support/recorded-events.js';
import { fetching, served } from '../support/served.js';

const { events, warnings, everything } = recordEvents();
const instrumentations = [new HttpSecurityInstrumentation(), new CspReportsSecurityInstrumentation()];
afterAll(() => {
  for (const instrumentation of instrumentations) instrumentation.disable();
});

const LEGACY = {
  'csp-report': {
    'document-uri': 'https://shop.example/cart?session=secret#top',
    'violated-directive': "script-src 'self' https://cdn.example",
    'blocked-uri': 'https://user:pw@evil.example/x.js?stolen=1',
    disposition: 'enforce',
  },
};
const REPORTING = [
  {
    type: 'csp-violation',
    body: {
      effectiveDirective: 'style-src-elem',
      blockedURL: 'inline',
      disposition: 'report',
      documentURL: 'https://shop.example/',
    },
  },
  { type: 'deprecation', body: {} },
];
const posted = (type: string, body: unknown): RequestInit => ({
  method: 'POST',
  body: typeof body === 'string' ? body : JSON.stringify(body),
  headers: { 'content-type': type },
});
const OLD = 'application/csp-report';
const NEW = 'application/reports+json';

const SERVERS: readonly [string, () => Promise<(path: string, init?: RequestInit) => Promise<Response>>][] = [
  ['node:http', () => served(nodeCspReports())],
  ['Express', () => served(express().use('/csp', nodeCspReports()))],
  [
    'Express, behind a parser',
    () =>
      served(
        express()
          .use(express.json({ type: '*/*' }))
          .use('/csp', nodeCspReports()),
      ),
  ],
  [
    'Express, with a handler of its own',
    () =>
      served(
        express()
          .use(express.json({ type: '*/*' }))
          .post('/csp', (_request, response) => void response.sendStatus(204)),
      ),
  ],
  [
    'Hono',
    () =>
      fetching(
        createAdaptorServer({ fetch: new Hono().post('/csp', honoCspReports()).fetch }) as import('node:http').Server,
      ),
  ],
  [
    'Fastify',
    async () => {
      const app = Fastify();
      app.register(fastifyCspReports, { path: '/csp' });
      await app.ready();
      return fetching(app.server);
    },
  ],
];

describe.each(SERVERS)('reports of browsers to %s', (_name, serve) => {
  it('are one event each, without queries, fragments and passwords', async () => {
    const fetch = await serve();
    const statuses = [
      (await fetch('/csp', posted(OLD, LEGACY))).status,
      (await fetch('/csp', posted(NEW, REPORTING))).status,
    ];
    expect(statuses).toEqual([204, 204]);
    await expect.poll(() => events().length).toBe(2);
    expect(events()).toMatchObject([
      {
        name: 'security.malicious.csp_violation',
        attributes: {
          'security.csp.directive': 'script-src',
          'security.csp.blocked': 'https://evil.example/x.js',
          'security.csp.disposition': 'enforce',
          'security.response.action': 'blocked',
          'csp.page': 'https://shop.example/cart',
          'client.address': '127.0.0.1',
        },
      },
      {
        name: 'security.malicious.csp_violation',
        attributes: { 'security.csp.directive': 'style-src-elem', 'security.response.action': 'logged' },
      },
    ]);
    expect(JSON.stringify(events())).not.toMatch(/secret|stolen|pw@/);
  });

  it('are nothing when they are no reports', async () => {
    const fetch = await serve();
    for (const body of ['null', '[]', '{"csp-report":7}', '{"csp-report":{"violated-directive":"<script>"}}']) {
      await fetch('/csp', posted(OLD, body));
    }
    expect([events().filter(({ name }) => name === 'security.malicious.csp_violation'), warnings()]).toEqual([[], []]);
  });
});

describe('a body of reports', () => {
  it('is refused when it is larger than allowed', async () => {
    const large = 'x'.repeat(700_000);
    const app = Fastify();
    app.register(fastifyCspReports, {});
    expect(
      (await app.inject({ method: 'POST', url: '/csp-reports', headers: { 'content-type': OLD }, payload: large }))
        .statusCode,
    ).toBe(413);
    expect((await (await served(nodeCspReports()))('/', posted(OLD, large))).status).toBe(413);
    const hono = new Hono().post('/csp', honoCspReports());
    expect((await hono.request('/csp', posted(OLD, large))).status).toBe(413);
  });

  it('is read as at most twenty reports', () => {
    expect(readCspReports(Array.from({ length: 200 }, () => REPORTING[0]))).toHaveLength(20);
  });
});

describe('csp-reports', () => producesWhatItSays('csp-reports', everything));
