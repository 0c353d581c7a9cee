import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';

import type { Bench } from './figure.ts';

/** What autocannon 9 says of one run, as far as it is used. */
interface Run {
  readonly requests: { readonly total: number };
  readonly non2xx: number;
}

const require = createRequire(import.meta.url);
/** It has no types. */
const autocannon: (options: object) => PromiseLike<Run> = require('autocannon');

const ROUNDS = 30;
/** Requests before anything counts, half of them observed: until the compiler is done, all are several times as slow. */
const WARM_UP_REQUESTS = 20_000;
/** Short, so that both runs of a pair meet the same machine. */
const REQUESTS_A_RUN = 2_000;
/** Enough to keep one thread busy all the time. */
const CONNECTIONS = 32;

type Switch = 'on' | 'off';

/** Says something to the server; resolves to the CPU time that it has taken by then. */
async function tell(server: ChildProcess, what: Switch | 'cpu'): Promise<number> {
  server.send(what);
  const [{ cpuMicros }] = (await once(server, 'message')) as [{ cpuMicros: number }];
  return cpuMicros;
}

async function ask(url: string, amount: number): Promise<Run> {
  const run = await autocannon({ url, connections: CONNECTIONS, amount });
  if (run.non2xx > 0) throw new Error(`${url} answered ${run.non2xx} requests with an error`);
  return run;
}

/** Requests in a second, and CPU microseconds of the server for each. */
async function run(server: ChildProcess, url: string, position: Switch): Promise<{ perSecond: number; cpu: number }> {
  const before = await tell(server, position);
  const startMs = performance.now();
  const { requests } = await ask(url, REQUESTS_A_RUN);
  const seconds = (performance.now() - startMs) / 1_000;
  return { perSecond: requests.total / seconds, cpu: ((await tell(server, 'cpu')) - before) / requests.total };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;

export default (async () => {
  const server = fork(new URL('hello-express.ts', import.meta.url), { execArgv: [] });
  const [{ port }] = (await once(server, 'message')) as [{ port: number }];
  const url = `http://127.0.0.1:${port}/`;
  for (const position of ['on', 'off', 'on', 'off'] as const) {
    await tell(server, position);
    await ask(url, WARM_UP_REQUESTS / 4);
  }
  const speeds: number[] = [];
  const costs: number[] = [];
  const micros: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const order: readonly Switch[] = round % 2 === 0 ? ['off', 'on'] : ['on', 'off'];
    const one = await run(server, url, order[0] as Switch);
    const other = await run(server, url, order[1] as Switch);
    const [off, on] = round % 2 === 0 ? [one, other] : [other, one];
    speeds.push(on.perSecond / off.perSecond);
    costs.push(on.cpu / off.cpu);
    micros.push(on.cpu - off.cpu);
  }
  server.disconnect();
  return [
    {
      what: 'hello-world of Express 5 with every instrumentation, requests/s lost',
      value: (1 - median(speeds)) * 100,
      unit: '%',
      bar: { atMost: 5 },
      note: `autocannon, ${CONNECTIONS} connections, ${ROUNDS} interleaved pairs of ${REQUESTS_A_RUN} requests, median`,
    },
    {
      what: 'the same in CPU time of the server',
      value: (median(costs) - 1) * 100,
      unit: '%',
      note: `${median(micros).toFixed(1)} µs a request`,
    },
  ];
}) satisfies Bench;
