// A service that knows nothing of Otelseal: an Express application that refuses one request.
import express from 'express';

const app = express();
app.get('/invoices/:id', (_request, response) => void response.status(403).send('no'));
const server = app.listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  const answer = await fetch(`http://127.0.0.1:${port}/invoices/7`, { headers: { 'x-forwarded-for': '203.0.113.9' } });
  process.stdout.write(`answered ${answer.status}\n`);
  server.close();
  server.closeAllConnections();
});
