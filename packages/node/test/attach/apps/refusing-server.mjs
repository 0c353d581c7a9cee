// A node:http server, without a framework, that says itself why it refuses.
import { createServer } from 'node:http';
import { security } from '@otelseal/security-events';

const server = createServer((_request, response) => {
  security.authz.failure({ target: { type: 'invoice', id: '7' }, reason: 'not_owner' });
  response.writeHead(403).end('no');
});
server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  const answer = await fetch(`http://127.0.0.1:${port}/invoices/7`);
  process.stdout.write(`answered ${answer.status}\n`);
  server.close();
  server.closeAllConnections();
});
