import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import { freePort } from '../free-port.ts';
import { RunningProcess } from '../running-process.ts';
import { type CollectorVersion, collectorBinary } from './build.ts';

export interface CollectorOptions {
  readonly version: CollectorVersion;
  /** A folder that is there; the configuration, the log and a relative file of the exporter go into it. */
  readonly folder: string;
  /** Processors with their settings, in the order of the pipeline. Default: none. */
  readonly processors?: Readonly<Record<string, unknown>>;
  /** Exporters with their settings; `fileExporter` and `hopTo` make the two that the tests need. */
  readonly exporters: Readonly<Record<string, unknown>>;
  /** To come back where another one was. Default: a free one. */
  readonly port?: number;
  /** Extensions with their settings, such as `file_storage`. Default: none. */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface CollectorFileOptions {
  readonly version: CollectorVersion;
  /** Holds its log and its queue. */
  readonly folder: string;
  /** Path of the configuration. */
  readonly file: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** Appends one line of OTLP JSON a batch, on disk within 100 ms. */
export function fileExporter(path: string): CollectorOptions['exporters'] {
  return { file: { path, format: 'json', flush_interval: '100ms' } };
}

/** Sends on to another collector by OTLP/HTTP. */
export function hopTo(
  collector: Collector,
  encoding: 'proto' | 'json',
  compression: 'gzip' | 'none',
): CollectorOptions['exporters'] {
  const endpoint = new URL(collector.url).origin;
  return { otlp_http: { endpoint, encoding, compression, sending_queue: { num_consumers: 1 } } };
}

const run = promisify(execFile);
const START_TIMEOUT_MS = 30_000;
/** A free port can be taken by someone else before the collector listens on it, which its log may not tell before it is stopped. */
const START_ATTEMPTS = 3;

/** A real OpenTelemetry Collector with one OTLP/HTTP receiver on the loopback interface and one logs pipeline. */
export class Collector {
  /** Where to send logs. */
  readonly url: string;
  readonly #process: RunningProcess;

  private constructor(url: string, process: RunningProcess) {
    this.url = url;
    this.#process = process;
  }

  /** Resolves when it accepts logs. @throws with its log when it does not start */
  static async start(options: CollectorOptions): Promise<Collector> {
    const binary = await collectorBinary(options.version);
    mkdirSync(options.folder, { recursive: true });
    for (let attempt = 1; ; attempt += 1) {
      const port = options.port ?? (await freePort());
      const configuration = join(options.folder, `otelcol-${port}.yaml`);
      writeFileSync(configuration, JSON.stringify(pipeline(options, port), null, 2)); // JSON is YAML
      await validate(binary, configuration, options.folder);
      const log = join(options.folder, `otelcol-${port}.log`);
      const process = new RunningProcess(binary, ['--config', configuration], options.folder, log);
      const url = `http://127.0.0.1:${port}/v1/logs`;
      if (await isReady(url, process)) return new Collector(url, process);
      await process.stop();
      if (attempt < START_ATTEMPTS) continue; // a given port may be that of somebody's connection for a moment
      throw new Error(`The collector did not start with ${configuration}:\n${process.log.slice(-4_000)}`);
    }
  }

  /** The same with a configuration of somebody else's, which takes `OTELCOL_LISTEN` and `OTELCOL_QUEUE` and more from the environment. */
  static async startFrom({ version, folder, file, variables }: CollectorFileOptions): Promise<Collector> {
    const binary = await collectorBinary(version);
    mkdirSync(folder, { recursive: true });
    const port = await freePort();
    const quiet = join(folder, 'quiet.yaml');
    writeFileSync(quiet, JSON.stringify({ service: { telemetry: { metrics: { level: 'none' } } } }));
    const filled = { OTELCOL_LISTEN: `127.0.0.1:${port}`, OTELCOL_QUEUE: join(folder, 'queue'), ...variables };
    const log = join(folder, `otelcol-${port}.log`);
    const process = new RunningProcess(binary, ['--config', file, '--config', quiet], folder, log, filled);
    const url = `http://127.0.0.1:${port}/v1/logs`;
    if (await isReady(url, process)) return new Collector(url, process);
    await process.stop();
    throw new Error(`The collector did not start with ${file}:\n${process.log.slice(-4_000)}`);
  }

  /** What it has logged so far. */
  get log(): string {
    return this.#process.log;
  }

  /** Lets it hand on and write everything it holds. */
  stop(): Promise<void> {
    return this.#process.stop();
  }

  /** Ends it as a crash does. */
  kill(): Promise<void> {
    return this.#process.kill();
  }
}

function pipeline({ processors = {}, exporters, extensions = {} }: CollectorOptions, port: number): object {
  return {
    receivers: { otlp: { protocols: { http: { endpoint: `127.0.0.1:${port}` } } } },
    processors,
    exporters,
    extensions,
    service: {
      extensions: Object.keys(extensions),
      telemetry: { metrics: { level: 'none' } },
      pipelines: {
        logs: { receivers: ['otlp'], processors: Object.keys(processors), exporters: Object.keys(exporters) },
      },
    },
  };
}

async function validate(binary: string, configuration: string, folder: string): Promise<void> {
  try {
    await run(binary, ['validate', '--config', configuration], { cwd: folder });
  } catch (cause) {
    throw new Error(`The collector refuses ${configuration}:\n${(cause as { stderr?: string }).stderr}`, { cause });
  }
}

/** A GET is answered with 405 as soon as the receiver listens. */
async function isReady(url: string, process: RunningProcess): Promise<boolean> {
  for (const untilMs = Date.now() + START_TIMEOUT_MS; Date.now() < untilMs && process.isRunning; await sleep(25)) {
    const status = await fetch(url).then(
      (answer) => answer.status,
      () => 0, // not listening yet
    );
    if (status === 405 && process.isRunning) return process.log.includes('Everything is ready');
  }
  return false;
}
