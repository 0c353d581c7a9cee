import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';

import type { Bench } from './figure.ts';

/** What autocannon 9 says of one run, as far as it is used. */
interface Run {
  readonly requests: { readonly total: number };
  readonly duration: number;
  readonly non2xx: number;
}

const autocannon: (options: object) => PromiseLike<Run> = createRequire(import.meta.url)('autocannon');

const ROUNDS = 15;
const WARM_UP_ROUNDS = 3;
const SECONDS_A_RUN = 2;
/** Enough to keep one thread busy all the time. */
const CONNECTIONS = 32;

interface HelloServer {
  readonly process: ChildProcess;
  readonly url: string;
}

async function hello(variant: 'plain' | 'observed'): Promise<HelloServer> {
  const process = fork(new URL('hello-express.ts', import.meta.url), [variant], { execArgv: [] });
  const [{ port }] = (await once(process, 'message')) as [{ port: number }];
  return { process, url: `http://127.0.0.1:${port}/` };
}

async function cpuMicros({ process }: HelloServer): Promise<number> {
  process.send('cpu');
  const [{ cpuMicros }] = (await once(process, 'message')) as [{ cpuMicros: number }];
  return cpuMicros;
}

/** Requests in a second, and CPU microseconds of the server for each. */
async function run(server: HelloServer): Promise<{ perSecond: number; cpu: number }> {
  const before = await cpuMicros(server);
  const { requests, duration, non2xx } = await autocannon({
    url: server.url,
    connections: CONNECTIONS,
    duration: SECONDS_A_RUN,
  });
  if (non2xx > 0) throw new Error(`${server.url} answered ${non2xx} requests with an error`);
  return { perSecond: requests.total / duration, cpu: ((await cpuMicros(server)) - before) / requests.total };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;

export default (async () => {
  const plain = await hello('plain');
  const observed = await hello('observed');
  const speeds: number[] = [];
  const costs: number[] = [];
  const micros: number[] = [];
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    const first = round % 2 === 0 ? plain : observed;
    const one = await run(first);
    const other = await run(first === plain ? observed : plain);
    const [without, withOurs] = first === plain ? [one, other] : [other, one];
    if (round < 0) continue;
    speeds.push(withOurs.perSecond / without.perSecond);
    costs.push(withOurs.cpu / without.cpu);
    micros.push(withOurs.cpu - without.cpu);
  }
  plain.process.disconnect();
  observed.process.disconnect();
  return [
    {
      what: 'hello-world of Express 5 with every instrumentation, requests/s lost',
      value: (1 - median(speeds)) * 100,
      unit: '%',
      bar: { atMost: 5 },
      note: `autocannon, ${CONNECTIONS} connections, ${ROUNDS} interleaved pairs of ${SECONDS_A_RUN} s, median`,
    },
    {
      what: 'the same in CPU time of the server',
      value: (median(costs) - 1) * 100,
      unit: '%',
      note: `${median(micros).toFixed(1)} µs a request`,
    },
  ];
}) satisfies Bench;
