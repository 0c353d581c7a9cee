const { security } = require('@otelseal/security-events');
const express = require('express');

const app = express();
app.get('/refused/:id', (_request, response) => response.sendStatus(403));
app.get('/told', (_request, response) => {
  security.sensitive.read({ target: { type: 'patient', id: 'p' }, classification: 'health', fields: ['name'] });
  response.end();
});
const server = app.listen(0, '127.0.0.1', () => globalThis.asked(server.address().port));
