import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { type Answer, command } from './command.js';

export interface Journey {
  readonly node: string;
  /** An installed project with `seal.mjs` in it. */
  readonly project: string;
  readonly sdk: string;
  readonly api: string;
}

export interface Verdicts {
  readonly sealed: Answer;
  readonly untouched: Answer;
  readonly changed: Answer;
}

/** Makes keys, seals two events into a file and verifies it, as it is and with one letter changed. */
export async function sealAndVerify({ node, project, sdk, api }: Journey): Promise<Verdicts> {
  const folder = mkdtempSync(join(project, 'journey-'));
  const [key, trust, log, changedLog] = ['otelseal.pem', 'trust.json', 'audit.jsonl', 'changed.jsonl'].map((name) =>
    join(folder, name),
  ) as [string, string, string, string];
  const otelseal = (...args: string[]) => command(folder, node, [join(project, 'node_modules/.bin/otelseal'), ...args]);

  const keys = await otelseal('keys', 'generate', '--out', key, '--trust', trust);
  if (keys.code !== 0) throw new Error(`otelseal keys generate: ${keys.stdout}${keys.stderr}`);
  const sealed = await command(project, node, ['seal.mjs', sdk, api, key, log]);
  if (sealed.code !== 0) throw new Error(`seal.mjs: ${sealed.stdout}${sealed.stderr}`);
  const untouched = await otelseal('verify', `file:${log}`, '--trust', trust);
  writeFileSync(changedLog, readFileSync(log, 'utf8').replace('"wrong_password"', '"wrong_passwork"'));
  const changed = await otelseal('verify', `file:${changedLog}`, '--trust', trust);
  return { sealed, untouched, changed };
}

export const firstLine = ({ stdout }: Answer): string => stdout.split('\n')[0] ?? '';
