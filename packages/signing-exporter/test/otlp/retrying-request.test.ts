import { expect, it } from 'vitest';
import { codecFor, otlpTransport } from '../../src/otlp/otlp-transport.js';
import { RetryingRequest } from '../../src/otlp/retrying-request.js';
import { SYSTEM_CLOCK } from '../../src/ports/clock.js';
import { letProcessEnd } from '../../src/ports/ending-process.js';

const REQUEST = new Uint8Array([1]);
const TIMEOUT_MILLIS = 10_000;
/** The first pause is never shorter. */
const PAUSE_MILLIS = 800;

/** Answers `retryable` so often, then `success`. */
function failing(times: number) {
  let asked = 0;
  const send = async (): Promise<{ status: 'retryable' | 'success'; retryInMillis: number }> => {
    asked += 1;
    return { status: asked > times ? 'success' : 'retryable', retryInMillis: 5 };
  };
  return { transport: { send, shutdown() {} }, asked: () => asked };
}

// One after the other: a process that is told to end stays told.
it('a request that may succeed later is sent again, five times at most', async () => {
  const back = failing(2);
  expect(await new RetryingRequest(back.transport, SYSTEM_CLOCK).send(REQUEST, TIMEOUT_MILLIS)).toMatchObject({
    status: 'success',
  });
  const away = failing(99);
  await new RetryingRequest(away.transport, SYSTEM_CLOCK).send(REQUEST, TIMEOUT_MILLIS);
  expect([back.asked(), away.asked()]).toEqual([3, 6]);
});

it('a process that is told to end cuts the pause short, and later requests have none', async () => {
  const options = { url: 'http://127.0.0.1:1/v1/logs', protocol: 'http/json' };
  const transport = otlpTransport(options, codecFor(options, {}), SYSTEM_CLOCK, process.env);
  const first = transport.send(REQUEST, 1);
  await new Promise((resolve) => setTimeout(resolve, 300)); // refused by now, and pausing
  const startMs = performance.now();
  letProcessEnd();
  expect(await first).toMatchObject({ kind: 'failed' });
  expect(await transport.send(REQUEST, 1)).toMatchObject({ kind: 'failed' });
  expect(performance.now() - startMs).toBeLessThan(PAUSE_MILLIS - 300);
});
