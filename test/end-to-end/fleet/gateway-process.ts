import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { freePort } from '../../backends/free-port.ts';
import { RunningProcess } from '../../backends/running-process.ts';
import { untilReady } from '../../backends/until-ready.ts';

const BIN = fileURLToPath(new URL('../../../packages/cli/bin/otelseal.mjs', import.meta.url));
const START_TIMEOUT_MS = 30_000;

export interface GatewayProcessOptions {
  readonly folder: string;
  readonly keyFile: string;
  /** Base address of the receiver behind. */
  readonly forward: string;
  /** To come back where another one was. Default: a free port of the loopback interface. */
  readonly listen?: string;
}

/** The command, as it begins: nothing is ready yet. */
export function startingGateway({ folder, keyFile, forward, listen }: Required<GatewayProcessOptions>): RunningProcess {
  const spool = join(folder, 'spool');
  const options = ['--listen', listen, '--forward', forward, '--spool', spool, '--signing-key', keyFile];
  return new RunningProcess(process.execPath, [BIN, 'gateway', ...options], folder, join(folder, 'gateway.log'));
}

/** The real `otelseal gateway` in a process of its own, on a free port of the loopback interface. */
export class GatewayProcess {
  /** Base address, as `OTEL_EXPORTER_OTLP_ENDPOINT` takes it. */
  readonly endpoint: string;
  readonly #process: RunningProcess;

  private constructor(endpoint: string, process: RunningProcess) {
    this.endpoint = endpoint;
    this.#process = process;
  }

  static async start(options: GatewayProcessOptions): Promise<GatewayProcess> {
    const { listen = `127.0.0.1:${await freePort()}` } = options;
    const process = startingGateway({ ...options, listen });
    const endpoint = `http://${listen}`;
    if (await untilReady(`${endpoint}/readyz`, process, START_TIMEOUT_MS)) return new GatewayProcess(endpoint, process);
    await process.kill();
    throw new Error(`The gateway did not start:\n${process.log}`);
  }

  get log(): string {
    return this.#process.log;
  }

  /** Ends it as SIGTERM does: when all that it acknowledged is delivered. */
  stop(): Promise<void> {
    return this.#process.stop(30_000);
  }

  /** Ends it as a crash does. */
  kill(): Promise<void> {
    return this.#process.kill();
  }
}
