import { security } from '@otelseal/security-events';
import Fastify from 'fastify';

const app = Fastify();
app.get('/refused/:id', (_request, reply) => reply.code(403).send());
app.get('/told', async () => {
  security.sensitive.read({ target: { type: 'patient', id: 'p' }, classification: 'health', fields: ['name'] });
  return 'ok';
});
await app.listen({ port: 0, host: '127.0.0.1' });
globalThis.asked(app.server.address().port);
