import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { DemoError } from './demo-error.ts';
import { ROOT } from './demo-folder.ts';

export interface CommandResult {
  readonly exitCode: number;
  readonly lines: readonly string[];
}

const TIMEOUT_MS = 60_000;

/** Runs `npx otelseal …` in the checkout, as a reader would. */
export async function otelseal(...args: readonly string[]): Promise<CommandResult> {
  if (!existsSync(join(ROOT, 'node_modules', '.bin', 'otelseal'))) {
    throw new DemoError('ERR_DEMO_COMMAND', 'the command otelseal is not installed here; run npm ci first.');
  }
  const path = [dirname(process.execPath), process.env['PATH']].join(delimiter);
  const child = spawn('npx', ['otelseal', ...args], {
    cwd: ROOT,
    env: { ...process.env, PATH: path, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: TIMEOUT_MS,
  });
  const output: string[] = [];
  const errors: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => output.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.once('error', (cause) =>
      reject(new DemoError('ERR_DEMO_COMMAND', `npx cannot be run: ${cause.message}`, { cause })),
    );
    child.once('close', (code) => resolve(code ?? 1));
  });
  const lines = output.join('').trimEnd().split('\n');
  return { exitCode, lines: lines[0] === '' ? errors.join('').trimEnd().split('\n') : lines };
}

/** A path as a shell needs it. */
export function shellWord(text: string): string {
  return /^[\w./:@=,+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
