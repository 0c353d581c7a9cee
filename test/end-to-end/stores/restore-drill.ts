import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { documentedStep } from './documented-step.ts';

const BIN = fileURLToPath(new URL('../../../packages/cli/bin/otelseal.mjs', import.meta.url));

/** What the variables of the page stand for. */
export interface DrillSettings {
  /** Source and options of `otelseal verify`. */
  readonly store: string;
  readonly receiver: string;
  readonly spool: string;
  readonly archive: string;
  readonly trust: string;
}

export interface Step {
  readonly code: number;
  readonly out: string;
}

/** Runs one step of packages/operations/docs/restore-drill.md as it is written, in a folder for its tools. */
export function drillStep(name: string, settings: DrillSettings, folder: string): Promise<Step> {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'otelseal'), `#!/bin/sh\nexec '${process.execPath}' '${BIN}' "$@"\n`);
  chmodSync(join(bin, 'otelseal'), 0o755);
  const env = {
    ...process.env,
    PATH: `${bin}:${process.env['PATH']}`,
    STORE: settings.store,
    RECEIVER: settings.receiver,
    SPOOL: settings.spool,
    ARCHIVE: settings.archive,
    OTELSEAL_TRUST: settings.trust,
  };
  return new Promise((settle, refuse) => {
    const child = spawn('sh', ['-e', '-c', documentedStep(name)], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        out += text;
      });
    child.once('error', refuse);
    child.once('close', (code) => settle({ code: code ?? -1, out }));
  });
}
