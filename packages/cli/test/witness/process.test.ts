import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

import { sealedLog } from '../sealed-log.js';
import { WITNESS_NAME, witnessFiles } from './running-witness.js';

const BIN = fileURLToPath(new URL('../../bin/otelseal.mjs', import.meta.url));

it.each(['SIGTERM', 'SIGINT'] as const)('a witness ends at %s, with 0, its state released', async (signal) => {
  const [log, files] = [await sealedLog(), witnessFiles()];
  const args = ['--key', files.key, '--name', WITNESS_NAME, '--trust', log.trust, '--tokens', files.tokens];
  const child = spawn(process.execPath, [
    ...[BIN, 'witness', 'serve', ...args],
    ...['--state', files.state, '--listen', '127.0.0.1:0'],
  ]);
  let told = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    told += text;
  });
  const url = await new Promise<string>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const found = /listens on (\S+)/.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  expect(await (await fetch(`${url}/health`)).text()).toBe('ok\n');
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill(signal);
  expect([await ended, told, existsSync(join(files.state, 'lock'))]).toEqual([0, '', false]);
});
