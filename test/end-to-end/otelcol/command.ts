import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Report } from '@otelseal/audit-integrity';
import { main } from '@otelseal/cli';
import { commandInProcess, type RanCommand } from '@otelseal/testing';

const BIN = fileURLToPath(new URL('../../../packages/cli/bin/otelseal.mjs', import.meta.url));

export interface Keys {
  /** Private key of the application. */
  readonly keyFile: string;
  /** Trust file of the auditor. */
  readonly trust: string;
}

export interface Verified {
  readonly code: number;
  readonly firstLine: string;
  readonly report: Report;
}

/** Runs the real command. */
export function otelseal(...args: string[]): Promise<RanCommand> {
  return otelsealWith({}, ...args);
}

/** The same with variables of its own. */
export function otelsealWith(variables: Readonly<Record<string, string>>, ...args: string[]): Promise<RanCommand> {
  return new Promise((settle, refuse) => {
    const env = { ...process.env, ...variables };
    const child = spawn(process.execPath, [BIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, err]: [string[], string[]] = [[], []];
    child.stdout.setEncoding('utf8').on('data', (text: string) => out.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => err.push(text));
    child.once('error', refuse);
    child.once('close', (code) => settle({ code: code ?? -1, out: out.join(''), err: err.join('') }));
  });
}

/** @param more further options, such as `--tenant acme` */
export async function generateKeys(folder: string, name = 'otelseal', more: readonly string[] = []): Promise<Keys> {
  const keys = { keyFile: join(folder, `${name}.pem`), trust: join(folder, `${name}.trust.json`) };
  const { code, err } = await otelseal('keys', 'generate', '--out', keys.keyFile, '--trust', keys.trust, ...more);
  if (code !== 0) throw new Error(`keys generate ended with ${code}: ${err}`);
  return keys;
}

/** Verifies a file with the real command, once for people and once for machines; both must agree. */
export function verify(file: string, keys: Keys): Promise<Verified> {
  return verifyBy(otelseal, file, keys);
}

/** The same inside this process, for tables of many. */
export function verifyHere(file: string, keys: Keys): Promise<Verified> {
  return verifyBy(mainHere, file, keys);
}

/** Runs the command, here or as a process. */
export type Run = (...args: string[]) => Promise<RanCommand>;

async function verifyBy(run: Run, file: string, { trust }: Keys): Promise<Verified> {
  const args = ['verify', `file:${file}`, '--trust', trust];
  const [text, json] = await Promise.all([run(...args), run(...args, '--json')]);
  if (json.out === '') throw new Error(`verify ended with ${json.code}: ${json.err}`);
  const report = JSON.parse(json.out) as Report;
  if (text.code !== json.code || text.code !== report.exitCode)
    throw new Error(`exit codes differ: ${text.code}, ${json.code}`);
  return { code: text.code, firstLine: text.out.split('\n')[0] as string, report };
}

/** The command inside this process, at this time. */
export const otelsealAt =
  (now: () => number): Run =>
  (...args) =>
    commandInProcess(main, args, { now });

const mainHere = otelsealAt(Date.now);
