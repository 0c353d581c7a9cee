import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

import { reasonWhyNot } from '../../backends/build-command.ts';
import { testFolder } from './test-folder.ts';

const run = promisify(execFile);
const MADE_ONCE = new URL('../../backends/made-once.ts', import.meta.url).href;
const PREPARE = fileURLToPath(new URL('./prepare.ts', import.meta.url));

/** A process that makes something slowly and notes that it did. */
const maker = (noteFile: string, body: string): string => `
  import { appendFileSync, writeFileSync } from 'node:fs';
  import { join } from 'node:path';
  import { madeOnce } from ${JSON.stringify(MADE_ONCE)};
  const home = await madeOnce({ name: 'thing', inputs: ['1'], announcement: 'making a thing, a second', make: async (folder) => {
    appendFileSync(${JSON.stringify(noteFile)}, 'made ');
    await new Promise((settle) => setTimeout(settle, 500));
    ${body}
    writeFileSync(join(folder, 'thing'), 'x');
  }});
  process.stdout.write(home);
`;

describe('what is made once', () => {
  it('is made once by three processes at a time, announced once, and found again', async () => {
    const cache = testFolder();
    const note = join(cache, 'note');
    const start = () =>
      run(process.execPath, ['--input-type=module', '-e', maker(note, '')], {
        env: { ...process.env, OTELSEAL_CACHE: cache },
      });
    const results = await Promise.all([start(), start(), start()]);
    const again = await start();
    expect(readFileSync(note, 'utf8')).toBe('made ');
    expect(new Set([...results, again].map(({ stdout }) => stdout)).size).toBe(1);
    expect(existsSync(join(again.stdout, 'thing'))).toBe(true);
    expect(results.filter(({ stderr }) => stderr.includes('making a thing, a second (kept in')).length).toBe(1);
    expect(again.stderr).toBe('');
    expect(readdirSync(join(cache, 'peers'))).toEqual([again.stdout.split('/').at(-1)]);
  });

  it('leaves nothing behind when it fails, and is tried again', async () => {
    const cache = testFolder();
    const env = { ...process.env, OTELSEAL_CACHE: cache };
    const failing = maker(join(cache, 'note'), 'throw new Error("no luck");');
    await expect(run(process.execPath, ['--input-type=module', '-e', failing], { env })).rejects.toMatchObject({
      stderr: expect.stringContaining('no luck'),
    });
    expect(readdirSync(join(cache, 'peers'))).toEqual([]);
    const made = await run(process.execPath, ['--input-type=module', '-e', maker(join(cache, 'note'), '')], { env });
    expect(existsSync(join(made.stdout, 'thing'))).toBe(true);
  });

  it('is not held up by the lock of a process that died', async () => {
    const cache = testFolder();
    const env = { ...process.env, OTELSEAL_CACHE: cache };
    const first = await run(process.execPath, ['--input-type=module', '-e', maker(join(cache, 'note'), '')], { env });
    const other = testFolder();
    mkdirSync(join(other, 'peers'));
    const died = await run(process.execPath, ['-p', 'process.pid']);
    writeFileSync(join(other, 'peers', `${first.stdout.split('/').at(-1)}.lock`), died.stdout.trim());
    const second = await run(process.execPath, ['--input-type=module', '-e', maker(join(other, 'note'), '')], {
      env: { ...env, OTELSEAL_CACHE: other },
    });
    expect(second.stdout.startsWith(other)).toBe(true);
  });
});

describe('a collector that cannot be built here', () => {
  it.each([
    ['go could not be started: spawn go ENOENT', 'Go is not installed; the peer is built with it (https://go.dev/dl)'],
    [
      'go: module requires go >= 1.26.0 (running go 1.22.1; GOTOOLCHAIN=local)',
      'Go 1.26.0 is needed to build the peer, this is 1.22.1',
    ],
    [
      'x\ngo: a@v1: Get "https://proxy.golang.org/a": dial tcp: lookup proxy.golang.org: no such host',
      'the Go module proxy did not give what go.sum names: go: a@v1: Get "https://proxy.golang.org/a": dial tcp: lookup proxy.golang.org: no such host',
    ],
    ['main.go:3: undefined: x', undefined],
    ['verifying a@v1: checksum mismatch', undefined],
  ])('%j is reported as %j', (output, reason) => {
    expect(reasonWhyNot(output)).toBe(reason);
  });

  it('makes prepare.ts exit with 69 and the reason on its last line', async () => {
    const env = { ...process.env, OTELSEAL_CACHE: testFolder(), PATH: testFolder() };
    const ended = run(process.execPath, [PREPARE], { env });
    await expect(ended).rejects.toMatchObject({
      code: 69,
      stderr: expect.stringMatching(/\nGo is not installed;[^\n]*\n$/),
    });
  });
});
