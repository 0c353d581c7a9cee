import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ToldIncident } from '../tell-incident.ts';
import { DemoError } from './demo-error.ts';
import { ROOT } from './demo-folder.ts';

const SERVER = fileURLToPath(new URL('../server.ts', import.meta.url));
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 20_000;

/** The shop in a process of its own, with OpenTelemetry's usual variables. */
export class ShopProcess {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;

  private constructor(url: string, child: ChildProcess, ended: Promise<number | null>) {
    this.url = url;
    this.#child = child;
    this.#ended = ended;
  }

  /** @param onIncident is told what the shop notices while it runs */
  static async start(
    variables: Readonly<Record<string, string>>,
    onIncident: (incident: ToldIncident) => void = () => undefined,
  ): Promise<ShopProcess> {
    const child = spawn(process.execPath, [SERVER], {
      cwd: ROOT,
      env: { ...withoutTelemetrySettings(process.env), ...variables },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const errors: string[] = [];
    child.stderr?.setEncoding('utf8').on('data', (text: string) => errors.push(text));
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const opened = new Promise<string>((resolve) =>
      child.on('message', ({ url, incident }: { readonly url?: string; readonly incident?: ToldIncident }) => {
        if (url !== undefined) resolve(url);
        if (incident !== undefined) onIncident(incident);
      }),
    );
    const url = await Promise.race([opened, ended.then(() => undefined), after(START_TIMEOUT_MS)]);
    if (url === undefined) {
      child.kill('SIGKILL');
      throw new DemoError(
        'ERR_DEMO_SHOP',
        `the shop did not start: ${errors.join('').trim().split('\n')[0] || 'no answer in time'}`,
      );
    }
    return new ShopProcess(url, child, ended);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Asks it to end in order and waits until it has. */
  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    const code = await Promise.race([this.#ended, after(STOP_TIMEOUT_MS)]);
    if (code === 0) return;
    this.#child.kill('SIGKILL');
    throw new DemoError('ERR_DEMO_SHOP', `the shop did not end in order (exit ${code ?? 'not in time'}).`);
  }

  /** For when the demo itself fails. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }
}

/** The reader's own settings must not send the demo's records somewhere else. */
function withoutTelemetrySettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(OTEL|OTELSEAL)_/.test(name)));
}

function after(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), ms).unref());
}
