const { createServer } = require('node:http');
const { security } = require('@otelseal/security-events');

const server = createServer((request, response) => {
  if (request.url?.startsWith('/refused')) response.writeHead(403);
  else if (request.url === '/told') {
    security.sensitive.read({ target: { type: 'patient', id: 'p' }, classification: 'health', fields: ['name'] });
  } else response.writeHead(404);
  response.end();
});
server.listen(0, '127.0.0.1', () => globalThis.asked(server.address().port));
