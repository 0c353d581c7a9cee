require('reflect-metadata');
const { answering } = require('./answering.cjs');

/** An application of Nest on a platform, with a guard that says no. */
async function guarded(load, platform) {
  const nest = await load('@nestjs/common');
  const { NestFactory } = await load('@nestjs/core');
  class OwnersOnly {
    canActivate() {
      return false;
    }
  }
  class Invoices {
    show() {}
  }
  const show = Object.getOwnPropertyDescriptor(Invoices.prototype, 'show');
  nest.Get(':id')(Invoices.prototype, 'show', show);
  nest.UseGuards(OwnersOnly)(Invoices.prototype, 'show', show);
  nest.Controller('invoices')(Invoices);
  class Shop {}
  nest.Module({ controllers: [Invoices] })(Shop);
  const app = await NestFactory.create(Shop, platform, { logger: false });
  await app.init();
  return app;
}

/** An application of Hono that is posted what this middleware refuses. */
async function refusing(load, middleware, headers = { 'content-type': 'application/json' }) {
  const { Hono } = await load('hono');
  const { getRequestListener } = await load('@hono/node-server');
  const app = new Hono();
  app.post('/invoices', middleware, (context) => context.text('taken'));
  answering(getRequestListener(app.fetch), '/invoices', { method: 'POST', headers, body: '{"amount":"seven"}' });
}

exports.frameworks = (load) => ({
  async express() {
    const app = (await load('express'))();
    app.get('/invoices/:id', (_request, response) => response.status(403).end());
    answering(app, '/invoices/7');
  },
  async fastify() {
    const app = (await load('fastify'))();
    app.get('/invoices/:id', (_request, reply) => reply.code(403).send());
    await app.inject('/invoices/7');
  },
  async nestjs() {
    const { ExpressAdapter } = await load('@nestjs/platform-express');
    const app = await guarded(load, new ExpressAdapter());
    answering(app.getHttpAdapter().getInstance(), '/invoices/7');
  },
  async 'body in nestjs'() {
    const { ExpressAdapter } = await load('@nestjs/platform-express');
    const app = await guarded(load, new ExpressAdapter());
    const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"amount":' };
    answering(app.getHttpAdapter().getInstance(), '/invoices', request);
  },
  async 'nestjs on fastify'() {
    const { FastifyAdapter } = await load('@nestjs/platform-fastify');
    const app = await guarded(load, new FastifyAdapter());
    await app.inject('/invoices/7');
    await app.close();
  },
  async hono() {
    const { Hono } = await load('hono');
    const { getRequestListener } = await load('@hono/node-server');
    const app = new Hono();
    app.get('/invoices/:id', (context) => context.text('no', 403));
    answering(getRequestListener(app.fetch), '/invoices/7');
  },
  async 'hono with zod-validator'() {
    const { zValidator } = await load('@hono/zod-validator');
    const zod = await load('zod'); // by import it is the default export, which has no `z`
    await refusing(load, zValidator('json', zod.object({ amount: zod.number() })));
  },
  async 'hono with standard-validator'() {
    const { sValidator } = await load('@hono/standard-validator');
    const validate = () => ({ issues: [{ message: 'no', path: ['amount'] }] });
    await refusing(load, sValidator('json', { '~standard': { version: 1, vendor: 'shop', validate } }));
  },
  async 'csrf in hono'() {
    const { csrf } = await load('hono/csrf');
    await refusing(load, csrf(), { 'content-type': 'text/plain', origin: 'https://evil.example' });
  },
});
