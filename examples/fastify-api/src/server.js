// A JSON API as there are many: tokens, scopes, validation, a rate limit, and a log. It knows of no telemetry.
import Fastify from 'fastify';
import { z } from 'zod';
import { authenticate } from './accounts.js';
import { paymentRoutes } from './payments.js';
import { limitLogins } from './rate-limit.js';
import { issueToken } from './tokens.js';

const app = Fastify({ logger: true });

app.setErrorHandler((error, request, reply) => {
  if (error instanceof z.ZodError) return reply.code(422).send({ error: 'please check the form' });
  if (error.validation !== undefined) return reply.code(400).send({ error: 'please check the request' });
  if (error.statusCode < 500) return reply.code(error.statusCode).send({ error: error.message });
  request.log.error({ err: error }, 'unexpected error');
  return reply.code(500).send({ error: 'something went wrong on our side' });
});

const login = {
  body: {
    type: 'object',
    required: ['name', 'password'],
    properties: { name: { type: 'string', maxLength: 64 }, password: { type: 'string', maxLength: 256 } },
  },
};
app.post('/login', { schema: login, onRequest: limitLogins }, async (request, reply) => {
  const account = await authenticate(request.body.name, request.body.password);
  if (account === undefined) return reply.code(401).send({ error: 'wrong name or password' });
  return { token: await issueToken(account) };
});

await app.register(paymentRoutes);
await app.listen({
  port: Number(process.env.PORT ?? 3000),
  host: '127.0.0.1',
  listenTextResolver: (url) => `listening on ${url}`,
});

process.on('SIGTERM', () => app.close());
