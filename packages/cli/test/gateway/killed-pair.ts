import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const RUN = fileURLToPath(new URL('../../dist/run.js', import.meta.url));
const RECEIVER = fileURLToPath(new URL('receiving-child.ts', import.meta.url));

export type Part = 'gateway' | 'receiver';

/** A gateway and the receiver behind it, both to be killed at any moment and started again where they were. */
export class KilledPair {
  readonly file: string;
  readonly #folder: string;
  readonly #key: string;
  readonly #workers: number;
  readonly #ports: Record<Part, number>;
  readonly #running = new Map<Part, ChildProcess>();

  private constructor(folder: string, key: string, workers: number, ports: Record<Part, number>) {
    this.#folder = folder;
    this.#key = key;
    this.#workers = workers;
    this.#ports = ports;
    this.file = join(folder, 'received.jsonl');
  }

  static async start(folder: string, key: string, workers: number): Promise<KilledPair> {
    const pair = new KilledPair(folder, key, workers, { gateway: await freePort(), receiver: await freePort() });
    await pair.start('receiver');
    await pair.start('gateway');
    return pair;
  }

  async kill(part: Part): Promise<void> {
    const child = this.#running.get(part) as ChildProcess;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    await this.start(part);
  }

  /** Ends the gateway as an orchestrator does. Resolves to its exit code. */
  async stop(): Promise<number | null> {
    const child = this.#running.get('gateway') as ChildProcess;
    const gone = once(child, 'exit') as Promise<[number | null]>;
    child.kill('SIGTERM');
    return (await gone)[0];
  }

  end(): void {
    for (const child of this.#running.values()) child.kill('SIGKILL');
  }

  /** Sends as OTLP says, again and again until it is acknowledged. Resolves to how often it had to. */
  async send(numbers: readonly number[]): Promise<number> {
    const logRecords = numbers.map((number) => ({
      body: { stringValue: `record ${number}` },
      attributes: [{ key: 'number', value: { intValue: String(number) } }],
    }));
    const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] };
    const body = JSON.stringify({ resourceLogs: [{ resource, scopeLogs: [{ logRecords }] }] });
    for (let attempts = 1; ; attempts += 1) {
      const status = await this.#post(body);
      if (status === 200) return attempts;
      if (status !== 0 && status !== 429 && status !== 503) throw new Error(`The gateway answered ${status}.`);
      await sleep(20);
    }
  }

  async #post(body: string): Promise<number> {
    try {
      const url = `http://127.0.0.1:${this.#ports.gateway}/v1/logs`;
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(10_000) });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return 0; // a broken connection says nothing about what was taken: the client sends again
    }
  }

  /** Resolves when it is ready. */
  async start(part: Part): Promise<void> {
    const args =
      part === 'receiver'
        ? [RECEIVER, String(this.#ports.receiver), this.file]
        : [
            ...[RUN, 'gateway', '--listen', `127.0.0.1:${this.#ports.gateway}`],
            ...['--forward', `http://127.0.0.1:${this.#ports.receiver}`, '--spool', join(this.#folder, 'spool')],
            ...['--signing-key', this.#key, '--workers', String(this.#workers)],
          ];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#running.set(part, child);
    await Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data'), failed(child, part)]);
  }
}

async function failed(child: ChildProcess, part: Part): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null];
  throw new Error(`The ${part} ended with ${code} before it was ready.`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
