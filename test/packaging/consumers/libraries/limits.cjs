const { answering } = require('./answering.cjs');

exports.limits = (load) => ({
  async 'rate-limiter-flexible'() {
    const { RateLimiterMemory } = await load('rate-limiter-flexible');
    const limiter = new RateLimiterMemory({ points: 1, duration: 60, keyPrefix: 'login' });
    await limiter.consume('key');
    answering((_request, response) => {
      limiter.consume('key').catch(() => response.writeHead(429).end());
    });
  },
  async 'express-rate-limit'() {
    const app = (await load('express'))();
    const limiting = await load('express-rate-limit');
    const { rateLimit = limiting } = limiting;
    app.use(rateLimit({ windowMs: 60_000, max: 1 }));
    answering(app, '/', { times: 2 });
  },
  async casl() {
    const { defineAbility, ForbiddenError } = await load('@casl/ability');
    const ability = defineAbility((can) => can('read', 'Invoice'));
    answering((_request, response) => {
      try {
        ForbiddenError.from(ability).throwUnlessCan('delete', 'Invoice');
      } catch {
        response.writeHead(403).end();
      }
    });
  },
});
