// Uses nothing of `node:http` but its server, and says whether Node.js has loaded undici nevertheless.
const { createServer } = require('node:http');

const server = createServer().listen(0, '127.0.0.1', () => {
  process.stdout.write(
    `undici is loaded: ${process.moduleLoadList.includes('NativeModule internal/deps/undici/undici')}\n`,
  );
  server.close();
});
