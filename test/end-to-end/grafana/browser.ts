import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { PeerUnavailable } from '../../backends/peer-unavailable.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
const START_TIMEOUT_MS = 30_000;
/** Panels ask one after the other, and then they are drawn. */
const DRAWN_AFTER_MS = 8_000;

export function browserProgram(): string {
  const name = NAMES.find((program) => spawnSync(program, ['--version']).status === 0);
  if (name === undefined) throw new PeerUnavailable(`needs ${NAMES.join(' or ')}: apt-get install chromium`);
  return name;
}

/** A picture of every page, taken by a Chromium without a window, by its DevTools protocol. */
export async function takePictures(
  pages: readonly { readonly url: string; readonly file: string }[],
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const profile = mkdtempSync(join(tmpdir(), 'otelseal-chromium-'));
  const options = [
    '--headless=new',
    '--no-sandbox',
    '--remote-debugging-port=0',
    '--window-size=1680,2400',
    '--hide-scrollbars',
  ];
  const child = spawn(browserProgram(), [...options, `--user-data-dir=${profile}`, 'about:blank'], { stdio: 'ignore' });
  try {
    const tab = await Tab.open(await debuggingPort(profile));
    await tab.call('Network.enable');
    await tab.call('Network.setExtraHTTPHeaders', { headers });
    for (const { url, file } of pages) {
      await tab.call('Page.navigate', { url });
      await sleep(DRAWN_AFTER_MS);
      const { data } = (await tab.call('Page.captureScreenshot', { format: 'png' })) as { readonly data: string };
      writeFileSync(file, Buffer.from(data, 'base64'));
    }
    tab.close();
  } finally {
    const ended = new Promise((settle) => child.once('exit', settle));
    child.kill('SIGKILL');
    await ended;
    rmSync(profile, { recursive: true, force: true });
  }
}

/** Chromium writes the port that it chose into its profile. */
async function debuggingPort(profile: string): Promise<string> {
  for (const deadlineMs = performance.now() + START_TIMEOUT_MS; ; await sleep(100)) {
    try {
      return readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n')[0] ?? '';
    } catch (cause) {
      if (performance.now() > deadlineMs) throw new Error('Chromium did not start', { cause });
    }
  }
}

/** One page of the browser. */
class Tab {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (answer: unknown) => void>();
  #sent = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const { id, result } = JSON.parse(String(data)) as { readonly id?: number; readonly result?: unknown };
      if (id !== undefined) this.#waiting.get(id)?.(result);
    });
  }

  static async open(port: string): Promise<Tab> {
    const answer = await fetch(`http://127.0.0.1:${port}/json/new?about:blank`, { method: 'PUT' });
    const { webSocketDebuggerUrl } = (await answer.json()) as { readonly webSocketDebuggerUrl: string };
    const socket = new WebSocket(webSocketDebuggerUrl);
    await new Promise((settle, refuse) => {
      socket.addEventListener('open', settle, { once: true });
      socket.addEventListener('error', refuse, { once: true });
    });
    return new Tab(socket);
  }

  call(method: string, params: object = {}): Promise<unknown> {
    this.#sent += 1;
    const id = this.#sent;
    const answered = new Promise((settle) => this.#waiting.set(id, settle));
    this.#socket.send(JSON.stringify({ id, method, params }));
    return answered;
  }

  close(): void {
    this.#socket.close();
  }
}
