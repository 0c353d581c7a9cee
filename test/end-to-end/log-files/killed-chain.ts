import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OtlpReceiver } from '@otelseal/testing';

import { freePort } from '../../backends/free-port.ts';
import type { RunningProcess } from '../../backends/running-process.ts';
import { untilReady } from '../../backends/until-ready.ts';
import { startingGateway } from '../fleet/gateway-process.ts';
import { startingSample } from './sample-collector.ts';

export type Program = 'collector' | 'gateway';
/** Where the collector stands. */
export type Place = 'before' | 'behind';

const SAMPLES: Readonly<Record<Place, string>> = {
  before: 'collector-before-gateway.yaml',
  behind: 'collector-behind-gateway.yaml',
};
const START_TIMEOUT_MS = 60_000;
const SEND_TIMEOUT_MS = 10_000;
const RETRY_MS = 50;

/**
 * Clients, the gateway and a real collector with the configuration as it is shipped, and a store that writes a file. Both programs can be
 * killed at any moment, also while they start, and come back where they were.
 */
export class KilledChain {
  /** What the store has. */
  readonly file: string;
  readonly #place: Place;
  readonly #folder: string;
  readonly #keyFile: string;
  readonly #listens: Readonly<Record<Program, string>>;
  readonly #store: OtlpReceiver;
  readonly #running = new Map<Program, RunningProcess>();

  private constructor(
    place: Place,
    { folder, keyFile }: { readonly folder: string; readonly keyFile: string },
    listens: Readonly<Record<Program, string>>,
    store: OtlpReceiver,
  ) {
    this.#place = place;
    this.#folder = folder;
    this.#keyFile = keyFile;
    this.#listens = listens;
    this.#store = store;
    this.file = join(folder, 'stored.jsonl');
  }

  static async start(place: Place, files: { readonly folder: string; readonly keyFile: string }): Promise<KilledChain> {
    mkdirSync(join(files.folder, 'collector'));
    const listens = {
      collector: `127.0.0.1:${await freePort()}`,
      gateway: `127.0.0.1:${await freePort()}`,
    };
    const store = await OtlpReceiver.start(join(files.folder, 'stored.jsonl'));
    const chain = new KilledChain(place, files, listens, store);
    for (const program of ['collector', 'gateway'] as const) await chain.#start(program);
    return chain;
  }

  /** Records that the store has got. */
  get stored(): number {
    return this.#store.records;
  }

  /**
   * With SIGKILL; then it is started again.
   *
   * @param againAfterMs the new one is killed, too, after so long, whether or not it is ready then
   */
  async kill(program: Program, againAfterMs?: number): Promise<void> {
    await this.#running.get(program)?.kill();
    if (againAfterMs !== undefined) {
      const started = await this.#begin(program);
      await sleep(againAfterMs);
      await started.kill();
    }
    await this.#start(program);
  }

  /** Ends a program as an orchestrator does. */
  async stop(program: Program): Promise<void> {
    await this.#running.get(program)?.stop(60_000);
  }

  async end(): Promise<void> {
    for (const process of this.#running.values()) if (process.isRunning) await process.kill();
    await this.#store.close();
  }

  /** Sends as OTLP says to what stands first, again and again until it is acknowledged. */
  async send(numbers: readonly number[]): Promise<void> {
    const logRecords = numbers.map((number) => ({
      timeUnixNano: '1795449600123456789',
      body: { stringValue: `record ${number}` },
      attributes: [{ key: 'number', value: { intValue: String(number) } }],
    }));
    const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] };
    const body = JSON.stringify({ resourceLogs: [{ resource, scopeLogs: [{ scope: { name: 'shop' }, logRecords }] }] });
    for (;;) {
      const status = await this.#post(body);
      if (status === 200) return;
      if (status !== 0 && status !== 429 && status !== 503) throw new Error(`It was answered with ${status}.`);
      await sleep(RETRY_MS);
    }
  }

  async #post(body: string): Promise<number> {
    const first = this.#listens[this.#place === 'before' ? 'collector' : 'gateway'];
    const headers = { 'content-type': 'application/json' };
    const signal = AbortSignal.timeout(SEND_TIMEOUT_MS);
    try {
      const response = await fetch(`http://${first}/v1/logs`, { method: 'POST', headers, body, signal });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return 0; // a broken connection says nothing about what was taken: the client sends again
    }
  }

  async #start(program: Program): Promise<void> {
    const process = await this.#begin(program);
    const isReady =
      program === 'gateway'
        ? await untilReady(`http://${this.#listens.gateway}/readyz`, process, START_TIMEOUT_MS)
        : await untilSaid(process, 'Everything is ready');
    if (!isReady) throw new Error(`The ${program} did not come back:\n${process.log.slice(-4_000)}`);
  }

  async #begin(program: Program): Promise<RunningProcess> {
    const process = program === 'gateway' ? this.#beginGateway() : await this.#beginCollector();
    this.#running.set(program, process);
    return process;
  }

  #beginGateway(): RunningProcess {
    const [folder, keyFile] = [this.#folder, this.#keyFile];
    const forward = this.#place === 'before' ? new URL(this.#store.url).origin : `http://${this.#listens.collector}`;
    return startingGateway({ folder, keyFile, forward, listen: this.#listens.gateway });
  }

  #beginCollector(): Promise<RunningProcess> {
    const folder = join(this.#folder, 'collector');
    return startingSample(SAMPLES[this.#place], folder, {
      COLLECTOR_LISTEN: this.#listens.collector,
      COLLECTOR_STORAGE: join(folder, 'queue'),
      OTELSEAL_GATEWAY: `http://${this.#listens.gateway}`,
      STORE_ENDPOINT: new URL(this.#store.url).origin,
    });
  }
}

async function untilSaid(process: RunningProcess, words: string): Promise<boolean> {
  for (const untilMs = performance.now() + START_TIMEOUT_MS; process.isRunning; await sleep(25)) {
    if (process.log.includes(words)) return true;
    if (performance.now() > untilMs) return false;
  }
  return false;
}
