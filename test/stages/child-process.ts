import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT: string = fileURLToPath(new URL('../..', import.meta.url));

export interface Ended {
  readonly code: number;
  /** Standard output and error in the order they came; empty when shown instead of kept. */
  readonly output: string;
  /** Command lines of processes that outlived the command; they are ended by now. */
  readonly leftBehind: readonly string[];
}

export interface RunOptions {
  /** `show` lets the command write to our output; `keep` collects it. */
  readonly output: 'show' | 'keep';
  readonly timeoutMs: number;
  readonly env?: Readonly<Record<string, string>>;
}

const MARK = 'OTELSEAL_TEST_RUN';
const running = new Set<ChildProcess>();

/** Runs a command in a process group of its own and makes sure that nothing of it survives. */
export async function runToEnd(command: string, args: readonly string[], options: RunOptions): Promise<Ended> {
  const mark = randomUUID();
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...options.env, [MARK]: mark },
    detached: true,
    stdio: ['ignore', options.output === 'show' ? 'inherit' : 'pipe', options.output === 'show' ? 'inherit' : 'pipe'],
  });
  running.add(child);
  const kept: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => kept.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => kept.push(chunk));
  const deadline = setTimeout(() => endGroup(child, 'SIGKILL'), options.timeoutMs);

  const code = await new Promise<number>((settle) => {
    child.once('error', (cause) => {
      kept.push(Buffer.from(`${command} could not be started: ${cause.message}\n`));
      settle(69);
    });
    child.once('exit', (status) => settle(status ?? 1));
  });
  clearTimeout(deadline);
  const leftBehind = await survivors(mark);
  endGroup(child, 'SIGKILL');
  running.delete(child);
  return { code, output: Buffer.concat(kept).toString(), leftBehind };
}

/** Ends everything that still runs when this process is told to stop. */
export function stopWithUs(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      for (const child of running) endGroup(child, 'SIGTERM');
      process.kill(process.pid, signal);
    });
  }
}

/** Processes that inherited the mark, wherever they went; given two seconds to go by themselves. Known on Linux only. */
async function survivors(mark: string): Promise<string[]> {
  if (process.platform !== 'linux') return [];
  for (let attempt = 0; attempt < 20; attempt += 1) {
    if (marked(mark).length === 0) return [];
    await new Promise((wake) => setTimeout(wake, 100));
  }
  return marked(mark).map((pid) => {
    const line = readOrEmpty(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
    process.kill(Number(pid), 'SIGKILL');
    return line;
  });
}

function marked(mark: string): string[] {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return processes.filter((pid) => readOrEmpty(`/proc/${pid}/environ`).includes(`${MARK}=${mark}`));
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // it ended meanwhile, or belongs to someone else
  }
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
  } catch {
    // nothing is left of the group, which is what we want
  }
}
