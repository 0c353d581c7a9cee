import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { PeerUnavailable } from '../peer-unavailable.ts';
import { RunningProcess } from '../running-process.ts';
import { Tab } from './tab.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
const START_TIMEOUT_MS = 30_000;

/** The name under which the browser is installed. */
export function chromiumProgram(): string {
  const name = NAMES.find((program) => spawnSync(program, ['--version']).status === 0);
  if (name === undefined) throw new PeerUnavailable(`needs ${NAMES.join(' or ')}: apt-get install chromium`);
  return name;
}

/** A real Chromium without a window, driven by its DevTools protocol. */
export class Chromium {
  readonly #profile: string;
  readonly #process: RunningProcess;
  readonly #port: string;

  private constructor(profile: string, process: RunningProcess, port: string) {
    this.#profile = profile;
    this.#process = process;
    this.#port = port;
  }

  static async start(): Promise<Chromium> {
    const profile = mkdtempSync(join(tmpdir(), 'otelseal-chromium-'));
    const options = [
      '--headless=new',
      '--no-sandbox', // which needs a user other than root; the pages are our own
      '--remote-debugging-port=0',
      '--window-size=1680,2400',
      '--hide-scrollbars',
      `--user-data-dir=${profile}`,
    ];
    const log = join(profile, 'chromium.log');
    const process = new RunningProcess(chromiumProgram(), [...options, 'about:blank'], profile, log);
    return new Chromium(profile, process, await debuggingPort(profile, process));
  }

  /** An empty page. */
  async tab(): Promise<Tab> {
    const answer = await fetch(`http://127.0.0.1:${this.#port}/json/new?about:blank`, { method: 'PUT' });
    const { webSocketDebuggerUrl } = (await answer.json()) as { readonly webSocketDebuggerUrl: string };
    return Tab.open(webSocketDebuggerUrl);
  }

  async stop(): Promise<void> {
    await this.#process.stop();
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 }); // its children write a moment longer
  }
}

/** Chromium writes the port that it chose into its profile. */
async function debuggingPort(profile: string, process: RunningProcess): Promise<string> {
  for (const deadlineMs = performance.now() + START_TIMEOUT_MS; ; await sleep(100)) {
    try {
      return readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n')[0] ?? '';
    } catch (cause) {
      if (!process.isRunning || performance.now() > deadlineMs)
        throw new Error(`Chromium did not start: ${process.log}`, { cause });
    }
  }
}
