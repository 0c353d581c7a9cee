// A service that knows nothing of Otelseal: one request is refused, and one line is logged while it is.
import express from 'express';
import pino from 'pino';

const log = pino({ base: null }, pino.destination('/dev/null'));
const app = express();
app.get('/invoices/:id', (_request, response) => {
  log.warn('an invoice was asked for');
  response.status(403).end();
});
const server = app.listen(0, '127.0.0.1', async () => {
  await fetch(`http://127.0.0.1:${server.address().port}/invoices/7`, { headers: { 'user-agent': 'curl' } });
  server.closeAllConnections();
  server.close();
});
