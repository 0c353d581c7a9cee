const { createServer } = require('node:http');

/** Answers one kind of request so many times, and ends. */
exports.answering = (handler, path = '/', { times = 1, ...request } = {}) => {
  const server = createServer(handler).listen(0, '127.0.0.1', async () => {
    const { port } = server.address();
    for (let time = 0; time < times; time += 1) {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, request);
      process.stdout.write(`answered ${answer.status}\n`);
    }
    server.close();
    server.closeAllConnections();
  });
};
