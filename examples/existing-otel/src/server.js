// A small service as there are many: OpenTelemetry's auto-instrumentations observe it, and it knows of nothing else.
import { createServer } from 'node:http';
import { logs } from '@opentelemetry/api';
import express from 'express';

const INVOICES = new Map([['7', { id: '7', owner: 'ada', total: '129.90' }]]);
const PORT = Number(process.env.PORT ?? 3000);
const logger = logs.getLogger('invoices');

const app = express();

app.get('/invoices/:id', (request, response) => {
  const invoice = INVOICES.get(request.params.id);
  if (invoice === undefined) return void response.status(404).json({ error: 'not found' });
  if (request.get('x-user') !== invoice.owner) return void response.status(403).json({ error: 'forbidden' });
  logger.emit({ severityText: 'INFO', body: `invoice ${invoice.id} was read` });
  response.json(invoice);
});

const server = createServer(app).listen(PORT, '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});

process.on('SIGTERM', () => server.close());
