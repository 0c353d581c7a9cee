import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { runStep } from './documented-page.ts';
import { until } from './until.ts';

const RUN = fileURLToPath(new URL('../../backends/run.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const MARK = 'OTELSEAL_BACKENDS_TEST';
const START_TIMEOUT_MS = 180_000;
const ROOT_TIMEOUT_MS = 60_000;
/** What is said of a stream of which no signed root is here. */
const WITHOUT_ROOT = /^NOT PROVEN (?:UNANCHORED|UNCLOSED) /;

/** `npm run backends`, as a terminal runs it: in a process group of its own, which Ctrl-C reaches as a whole. */
export class BackendsCommand {
  readonly #child: ChildProcess;
  readonly #mark: string;
  readonly #ended: Promise<number | null>;
  #said = '';

  private constructor(args: readonly string[]) {
    this.#mark = randomUUID();
    this.#child = spawn(process.execPath, [RUN, ...args], {
      detached: true,
      env: { ...process.env, [MARK]: this.#mark },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#said += text;
    });
    this.#ended = new Promise((settle) => this.#child.once('close', settle));
  }

  /** Resolves when it says how to stop it. */
  static async start(...args: readonly string[]): Promise<BackendsCommand> {
    const command = new BackendsCommand(args);
    try {
      await until(() => command.#said.includes('Ctrl-C') || command.#child.exitCode !== null, START_TIMEOUT_MS);
    } catch (cause) {
      command.end();
      throw cause;
    }
    return command;
  }

  /** What it has printed. */
  get said(): string {
    return this.#said;
  }

  /** The line that begins with a word, without the word. */
  line(word: string): string {
    return new RegExp(`^${word} +(.*)$`, 'm').exec(this.#said)?.[1] ?? '';
  }

  /** The first address in such a line. */
  url(word: string): string {
    return /http:\/\/127\.0\.0\.1:\d+/.exec(this.line(word))?.[0] ?? '';
  }

  /**
   * Runs the command for the verifier that it prints. A shop that has just begun has signed no root yet, or it is on its way: so again, for a
   * minute, as long as that is all there is to say. @returns what the verifier says first
   */
  async verified(): Promise<string> {
    let first = '';
    await until(async () => {
      first = (await runStep(this.line('verify'), ROOT)).said.split('\n')[0] ?? '';
      return !WITHOUT_ROOT.test(first);
    }, ROOT_TIMEOUT_MS);
    return first;
  }

  /** Presses Ctrl-C. @returns the exit code */
  interrupt(): Promise<number | null> {
    process.kill(-(this.#child.pid ?? 0), 'SIGINT');
    return this.#ended;
  }

  /** Command lines of processes, and folders, that are still there two seconds after the end. */
  async leftBehind(): Promise<readonly string[]> {
    const folder = dirname(/--trust (\S+)/.exec(this.line('verify'))?.[1] ?? '');
    for (let attempt = 0; attempt < 20 && this.#marked().length > 0; attempt += 1) await sleep(100);
    return [...this.#marked(), ...(existsSync(folder) ? [folder] : [])];
  }

  /** For when the test itself fails. */
  end(): void {
    if (this.#child.exitCode === null) this.#child.kill('SIGTERM');
  }

  /** Processes that inherited the mark. */
  #marked(): string[] {
    const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    const ours = processes.filter((pid) => readOrEmpty(`/proc/${pid}/environ`).includes(`${MARK}=${this.#mark}`));
    return ours.map((pid) => readOrEmpty(`/proc/${pid}/cmdline`).replaceAll('\0', ' '));
  }
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // it ended meanwhile, or belongs to someone else
  }
}
