import { security } from '@otelseal/security-events';
import express from 'express';

const app = express();
app.get('/refused/:id', (_request, response) => response.sendStatus(403));
app.get('/told', (_request, response) => {
  security.sensitive.read({ target: { type: 'patient', id: 'p' }, classification: 'health', fields: ['name'] });
  response.end();
});
const server = app.listen(0, '127.0.0.1', () => globalThis.asked(server.address().port));
