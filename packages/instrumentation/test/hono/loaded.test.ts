import { describe, expect, it } from 'vitest';
import { LOADING_WAYS, runProgram } from '../programs/run-program.js';

const MODULES = {
  hono: 'Hono',
  'hono/csrf': 'csrf',
  'hono/validator': 'validator',
  '@hono/node-server': 'getRequestListener',
  'node:http': 'createServer',
};

/** An application that is sent a forged request, one that its validator refuses, and one that nothing can parse. */
const PROGRAM = `
  const app = new Hono();
  app.post('/forged', csrf(), (c) => c.text('taken'));
  app.post('/refused', validator('json', (_, c) => c.text('no', 400)));
  const server = createServer(getRequestListener(app.fetch)).listen(0, '127.0.0.1', async () => {
    const post = (path, headers, body) =>
      fetch('http://127.0.0.1:' + server.address().port + path, { method: 'POST', headers, body }).then(({ status }) => status);
    const json = { 'content-type': 'application/json' };
    console.log(JSON.stringify([
      await post('/forged', { 'content-type': 'text/plain', origin: 'https://evil.example' }, 'a'),
      await post('/refused', json, '{}'),
      await post('/refused', json, '{"a":'),
    ]));
    server.closeAllConnections();
    server.close();
  });`;

describe.each(LOADING_WAYS)('middleware of Hono loaded as %s', (format) => {
  it('is watched', () => {
    const load = Object.entries(MODULES).map(([module, name]) =>
      format.startsWith('module')
        ? `import { ${name} } from '${module}';`
        : `const { ${name} } = require('${module}');`,
    );
    const { records, printed } = runProgram(format, `${load.join('\n')}${PROGRAM}`, ['hono']);
    expect([printed, records.map(({ eventName }) => eventName)]).toEqual([
      '[403,400,400]',
      ['security.malicious.csrf', 'security.input.validation.failure', 'security.input.deserialization.failure'],
    ]);
  });
});
