import { describe, expect, it } from 'vitest';
import { LOADING_WAYS, runProgram } from '../programs/run-program.js';

/** A server that is asked once. */
const asked = (format: string, handler: string) => `
  ${format.startsWith('module') ? "import { createServer } from 'node:http';" : "const { createServer } = require('node:http');"}
  const server = createServer(${handler}).listen(0, '127.0.0.1', async () => {
    await fetch('http://127.0.0.1:' + server.address().port + '/orders/7?token=abc').catch(() => {});
    server.closeAllConnections();
    server.close();
  });`;

describe.each(LOADING_WAYS)('an exception that nobody catches in a program loaded as %s', (format) => {
  it.each([
    ['thrown by a handler', "() => { throw new TypeError('secret'); }", 'uncaught_exception'],
    [
      'thrown by a handler after an await',
      "async () => { await new Promise(setImmediate); throw new TypeError('secret'); }",
      'unhandled_rejection',
    ],
  ])('and is %s is an event with the request that it came from', (_, handler, reason) => {
    const { records, errors } = runProgram(format, asked(format, handler), ['http'], {}, 1);
    expect(records).toMatchObject([
      {
        eventName: 'security.sys.crash',
        attributes: {
          'audit.target.type': 'process',
          'exception.type': 'TypeError',
          'security.reason': reason,
          'url.path': '/orders/7',
          'client.address': '127.0.0.1',
        },
      },
    ]);
    expect(JSON.stringify(records)).not.toContain('secret');
    expect(errors).toContain('TypeError: secret'); // the process ends as it would
  });

  it('is an event without a request, too', () => {
    const program = "setImmediate(() => { throw new RangeError('secret'); });";
    expect(runProgram(format, program, ['http'], {}, 1).records).toMatchObject([
      { eventName: 'security.sys.crash', attributes: { 'exception.type': 'RangeError' } },
    ]);
  });

  it('is none where it is caught, and where requests are not watched', () => {
    const caught = "setImmediate(() => { try { throw new RangeError('x'); } catch { console.log('caught'); } });";
    expect(runProgram(format, caught, ['http'])).toMatchObject({ printed: 'caught', records: [] });
    const program = "setImmediate(() => { throw new RangeError('x'); });";
    expect(runProgram(format, program, ['jose'], {}, 1).records).toEqual([]);
  });
});
