// The same as refusing-server.mjs in CommonJS.
const { createServer } = require('node:http');
const { security } = require('@otelseal/security-events');

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
