import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Report } from '@otelseal/audit-integrity';

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
export function otelseal(
  ...args: string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  return new Promise((settle, refuse) => {
    const child = spawn(process.execPath, [BIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, err]: [string[], string[]] = [[], []];
    child.stdout.setEncoding('utf8').on('data', (text: string) => out.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => err.push(text));
    child.once('error', refuse);
    child.once('close', (code) => settle({ code: code ?? -1, out: out.join(''), err: err.join('') }));
  });
}

export async function generateKeys(folder: string, name = 'otelseal'): Promise<Keys> {
  const keys = { keyFile: join(folder, `${name}.pem`), trust: join(folder, `${name}.trust.json`) };
  const { code, err } = await otelseal('keys', 'generate', '--out', keys.keyFile, '--trust', keys.trust);
  if (code !== 0) throw new Error(`keys generate ended with ${code}: ${err}`);
  return keys;
}

/** Verifies a file twice, for people and for machines; both must agree. */
export async function verify(file: string, { trust }: Keys): Promise<Verified> {
  const [text, json] = await Promise.all([
    otelseal('verify', `file:${file}`, '--trust', trust),
    otelseal('verify', `file:${file}`, '--trust', trust, '--json'),
  ]);
  const report = JSON.parse(json.out) as Report;
  if (text.code !== json.code || text.code !== report.exitCode)
    throw new Error(`exit codes differ: ${text.code}, ${json.code}`);
  return { code: text.code, firstLine: text.out.split('\n')[0] as string, report };
}
