import { execFile } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { collectorBinary } from '../../backends/otelcol/build.ts';
import { RunningProcess } from '../../backends/running-process.ts';

const SAMPLES = fileURLToPath(new URL('../../../packages/gateway/deployment/collector/', import.meta.url));
const START_TIMEOUT_MS = 30_000;
const run = promisify(execFile);

type Variables = Readonly<Record<string, string>>;

/** The configurations that come with the gateway. */
export function sampleNames(): string[] {
  return readdirSync(SAMPLES).filter((name) => name.endsWith('.yaml'));
}

/** Rejects with what the collector says against the configuration. */
export async function validateSample(name: string): Promise<void> {
  const binary = await collectorBinary('v0.165-logs');
  await run(binary, ['validate', '--config', join(SAMPLES, name)]);
}

/**
 * The collector with a configuration as it is shipped, as it begins: nothing is ready yet.
 *
 * @param more settings for what variables cannot say
 */
export async function startingSample(
  name: string,
  folder: string,
  variables: Variables,
  more: object = {},
): Promise<RunningProcess> {
  const binary = await collectorBinary('v0.165-logs');
  const assignments = Object.entries(variables).map(([variable, value]) => `${variable}=${value}`);
  // Its own metrics would listen on a port that every collector of this machine has.
  const quiet = join(folder, 'no-own-metrics.yaml');
  writeFileSync(quiet, JSON.stringify({ ...more, service: { telemetry: { metrics: { level: 'none' } } } }));
  const args = ['--config', join(SAMPLES, name), '--config', quiet];
  const log = join(folder, `${name}-${performance.now()}.log`);
  return new RunningProcess('env', [...assignments, binary, ...args], folder, log);
}

/** A real collector with a configuration as it is shipped; only variables say where things are. */
export class SampleCollector {
  readonly #process: RunningProcess;

  private constructor(process: RunningProcess) {
    this.#process = process;
  }

  /** @param more settings for what variables cannot say */
  static async start(name: string, folder: string, variables: Variables, more: object = {}): Promise<SampleCollector> {
    const process = await startingSample(name, folder, variables, more);
    for (const untilMs = Date.now() + START_TIMEOUT_MS; Date.now() < untilMs && process.isRunning; await sleep(25)) {
      if (process.log.includes('Everything is ready')) return new SampleCollector(process);
    }
    await process.kill();
    throw new Error(`The collector did not start with ${name}:\n${process.log.slice(-4_000)}`);
  }

  get log(): string {
    return this.#process.log;
  }

  stop(): Promise<void> {
    return this.#process.stop();
  }

  /** Ends it as a crash does. */
  kill(): Promise<void> {
    return this.#process.kill();
  }
}
