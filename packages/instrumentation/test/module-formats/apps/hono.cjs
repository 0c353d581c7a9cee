const { serve } = require('@hono/node-server');
const { security } = require('@otelseal/security-events');
const { Hono } = require('hono');

const app = new Hono();
app.get('/refused/:id', (c) => c.text('no', 403));
app.get('/told', (c) => {
  security.sensitive.read({ target: { type: 'patient', id: 'p' }, classification: 'health', fields: ['name'] });
  return c.text('ok');
});
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => globalThis.asked(port));
