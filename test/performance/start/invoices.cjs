// The service of `examples/existing-otel` as a CommonJS module: the same libraries, the same routes.
const { createServer } = require('node:http');
const { logs } = require('@opentelemetry/api');
const express = require('express');

const logger = logs.getLogger('invoices');
const app = express();

app.get('/invoices/:id', (request, response) => {
  if (request.get('x-user') !== 'ada') return void response.status(403).json({ error: 'forbidden' });
  logger.emit({ severityText: 'INFO', body: `invoice ${request.params.id} was read` });
  response.json({ id: request.params.id, owner: 'ada', total: '129.90' });
});

const server = createServer(app).listen(0, '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
