import { createRequire } from 'node:module';
import { afterAll, describe, expect, it } from 'vitest';
import { ExpressSecurityInstrumentation } from '../../src/express/index.js';
import { ExpressRateLimitSecurityInstrumentation } from '../../src/express-rate-limit/index.js';
import { RateLimiterFlexibleSecurityInstrumentation } from '../../src/rate-limiter-flexible/index.js';
import { producesWhatItSays } from '../support/produces.js';
import { recordEvents } from '../support/recorded-events.js';
import { served } from '../support/served.js';

const { events, warnings, everything } = recordEvents();
const instrumentations = [
  new ExpressSecurityInstrumentation(),
  new ExpressRateLimitSecurityInstrumentation(),
  new RateLimiterFlexibleSecurityInstrumentation(),
];
afterAll(() => {
  for (const instrumentation of instrumentations) instrumentation.disable();
});

const require = createRequire(import.meta.url);
const express: typeof import('express') = require('express');
const { rateLimit }: typeof import('express-rate-limit') = require('express-rate-limit');
const { RateLimiterMemory }: typeof import('rate-limiter-flexible') = require('rate-limiter-flexible');

describe('express-rate-limit', () => {
  it('leaves one event for each refused request, with the limit and how often it was asked', async () => {
    const app = express();
    app.use(rateLimit({ limit: 2, windowMs: 60_000 }));
    app.get('/x', (_request, response) => void response.end());
    const fetch = await served(app);
    const statuses = [];
    for (let i = 0; i < 4; i++) statuses.push((await fetch('/x')).status);
    expect(statuses).toEqual([200, 200, 429, 429]);
    expect(events()).toMatchObject(
      [3, 4].map((attempts) => ({
        name: 'security.excess.rate_limit',
        attributes: {
          'security.limit.max': 2,
          'security.limit.policy': 'express-rate-limit',
          'security.attempt.count': attempts,
          'security.response.action': 'blocked',
        },
      })),
    );
  });
});

describe('rate-limiter-flexible', () => {
  it('leaves one event for the 429 that an application makes of a refusal, with the name of the limiter', async () => {
    const limiter = new RateLimiterMemory({ points: 1, duration: 60, keyPrefix: 'login' });
    const app = express();
    app.get('/x', async (_request, response) => {
      await limiter.consume('somebody').then(
        () => response.end(),
        () => response.status(429).end(),
      );
    });
    const fetch = await served(app);
    await fetch('/x');
    await fetch('/x');
    expect(events()).toMatchObject([
      {
        name: 'security.excess.rate_limit',
        attributes: { 'security.limit.max': 1, 'security.limit.policy': 'login', 'security.attempt.count': 2 },
      },
    ]);
  });

  it('leaves what the limiter answers, and refusals outside of requests, as they are', async () => {
    const limiter = new RateLimiterMemory({ points: 1, duration: 60 });
    await expect(limiter.consume('a')).resolves.toMatchObject({ remainingPoints: 0 });
    await expect(limiter.consume('a')).rejects.toMatchObject({ consumedPoints: 2 });
    expect([events(), warnings()]).toEqual([[], []]);
  });
});

describe.each(['express-rate-limit', 'rate-limiter-flexible'])('%s', (library) =>
  producesWhatItSays(library, everything),
);
