import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

import type { Bench } from './figure.ts';

const ROUNDS = 60;
/** Requests before anything counts, half of them observed: until the compiler is done, all are several times as slow. */
const WARM_UP_REQUESTS = 60_000;
/** Short, so that both runs of a pair meet the same machine. */
const REQUESTS_A_RUN = 6_000;
/** Enough to keep one thread busy all the time, whatever the client does meanwhile. */
const CONNECTIONS = 8;
const PIPELINED = 16;
/** The server waits for nobody when it takes as much of a core as this. */
const BUSY = 0.95;

type Switch = 'on' | 'off';

interface Run {
  /** Requests in a second as it passes. */
  readonly perSecond: number;
  /** CPU microseconds of the server for a request. */
  readonly cpu: number;
  /** How much of a core the server had. */
  readonly busy: number;
}

/** Says something to the server; resolves to the CPU time that it has taken by then. */
async function tell(server: ChildProcess, what: Switch | 'cpu'): Promise<number> {
  server.send(what);
  const [{ cpuMicros }] = (await once(server, 'message')) as [{ cpuMicros: number }];
  return cpuMicros;
}

async function ask(client: ChildProcess, amount: number): Promise<number> {
  client.send(amount);
  const [{ millis }] = (await once(client, 'message')) as [{ millis: number }];
  return millis;
}

async function run(server: ChildProcess, client: ChildProcess, position: Switch): Promise<Run> {
  const before = await tell(server, position);
  const millis = await ask(client, REQUESTS_A_RUN);
  const cpuMicros = (await tell(server, 'cpu')) - before;
  return {
    perSecond: (REQUESTS_A_RUN * 1_000) / millis,
    cpu: cpuMicros / REQUESTS_A_RUN,
    busy: cpuMicros / 1_000 / millis,
  };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;

/**
 * Requests in a second while the server is the bottleneck: then those that it loses are the CPU time that a request takes more. Where
 * something else holds it up, a slow client or a machine with other work, it would seem to lose nothing, so its share of a core is told.
 */
export default (async () => {
  const server = fork(new URL('hello-express.ts', import.meta.url), { execArgv: [] });
  const [{ port }] = (await once(server, 'message')) as [{ port: number }];
  const load = [port, CONNECTIONS, PIPELINED].map(String);
  const client = fork(new URL('pipelining-client.ts', import.meta.url), load, { execArgv: [] });
  await once(client, 'message');
  for (const position of ['on', 'off', 'on', 'off'] as const) {
    await tell(server, position);
    await ask(client, WARM_UP_REQUESTS / 4);
  }
  const pairs: { readonly on: Run; readonly off: Run }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [first, second]: readonly Switch[] = round % 2 === 0 ? ['off', 'on'] : ['on', 'off'];
    const one = await run(server, client, first as Switch);
    const other = await run(server, client, second as Switch);
    pairs.push(first === 'off' ? { off: one, on: other } : { on: one, off: other });
  }
  client.disconnect();
  server.disconnect();
  const busy = median(pairs.flatMap(({ on, off }) => [on.busy, off.busy]));
  const whole = median(pairs.map(({ on, off }) => off.cpu / on.cpu));
  const passed = median(pairs.map(({ on, off }) => on.perSecond / off.perSecond));
  const micros = (what: Switch): string => median(pairs.map((pair) => pair[what].cpu)).toFixed(1);
  const share = `the server had ${Math.round(busy * 100)} % of a core${busy < BUSY ? ', so the machine was not quiet' : ''}`;
  return [
    {
      what: 'hello-world of Express 5 with every instrumentation, requests/s of a whole core lost',
      value: (1 - whole) * 100,
      unit: '%',
      bar: { atMost: 5 },
      note: `${micros('off')} µs of CPU a request without, ${micros('on')} µs with; ${CONNECTIONS} connections, ${PIPELINED} pipelined, ${ROUNDS} interleaved pairs of ${REQUESTS_A_RUN} requests, median`,
    },
    {
      what: 'the same by the clock',
      value: (1 - passed) * 100,
      unit: '%',
      note: share,
    },
  ];
}) satisfies Bench;
