import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { counted, scale, scaled, seed } from '../../../../test/long/scale.js';
import { encodeFrame, FRAME_LEAF, FRAME_PLACE, MAX_FRAME_BYTES } from '../../src/spool/frame.js';
import { HEADER_BYTES } from '../../src/spool/segment.js';
import { MAX_PLACES } from '../../src/spool/segment-reader.js';
import { recovered } from './recovery.js';
import { SeededChoices } from './seeded-choices.js';
import { StoredSpool } from './stored-spool.js';

let original: StoredSpool;
let spool: StoredSpool;
let elsewhere: string;

beforeAll(async () => {
  original = await StoredSpool.left({ closed: true, protocol: 'http/protobuf' });
});
afterAll(() => rmSync(join(original.directory, '..'), { recursive: true }));

beforeEach(() => {
  spool = original.copy();
  elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'));
});
afterEach(() => {
  for (const folder of [join(spool.directory, '..'), elsewhere]) rmSync(folder, { recursive: true, force: true });
});

const header = (): Buffer => readFileSync(spool.segments[0] as string).subarray(0, HEADER_BYTES);
const processFolder = (): string => dirname(spool.segments[0] as string);

/** Puts a file beside the segments, as the one that comes first or last. */
function put(name: string, bytes: Uint8Array): string {
  const path = join(processFolder(), name);
  writeFileSync(path, bytes, { mode: 0o600 });
  return path;
}

/** All that was there honestly is delivered, soon, and in little memory. */
async function delivered(context = '') {
  const before = process.memoryUsage().rss;
  const startedAt = performance.now();
  const recovery = await recovered(spool.directory, join(spool.directory, '..', 'received.jsonl'));
  expect([recovery.level, recovery.numbers.size, recovery.first.slice(0, 6)], context).toEqual([
    'delivered',
    30,
    'INTACT',
  ]);
  expect(performance.now() - startedAt, context).toBeLessThan(10_000);
  expect(process.memoryUsage().rss - before, context).toBeLessThan(400_000_000);
  return recovery;
}

function lengthFirst(length: number): Buffer {
  const head = Buffer.alloc(64);
  head.writeUInt32LE(length >>> 0, 0);
  return Buffer.concat([header(), head]);
}

describe('in a spool, something that is no segment holds nobody up:', () => {
  it.each([
    ['a folder', (path: string) => mkdirSync(path)],
    ['a pipe', (path: string) => execFileSync('mkfifo', [path])],
    ['a link to nothing', (path: string) => symlinkSync(join(path, 'nothing'), path)],
    ['a link to itself', (path: string) => symlinkSync(path, path)],
    ['an empty file', (path: string) => writeFileSync(path, '')],
    ['a file of one byte', (path: string) => writeFileSync(path, 'x')],
    ['a text', (path: string) => writeFileSync(path, 'x'.repeat(100_000))],
    ['a header and nothing else', (path: string) => writeFileSync(path, header())],
    ['a frame of no bytes', (path: string) => writeFileSync(path, lengthFirst(0))],
    ['a frame of the greatest length', (path: string) => writeFileSync(path, lengthFirst(MAX_FRAME_BYTES))],
    [
      'a frame of more than the greatest length',
      (path: string) => writeFileSync(path, lengthFirst(MAX_FRAME_BYTES + 1)),
    ],
    ['a frame of 4 GiB', (path: string) => writeFileSync(path, lengthFirst(0xffff_ffff))],
    [
      'a record of an unknown place',
      (path: string) => writeFileSync(path, Buffer.concat([header(), encodeFrame(FRAME_LEAF, 9, Buffer.from('x'))])),
    ],
  ])('%s', async (_what, make) => {
    make(join(processFolder(), '00000000.seg'));
    await delivered();
  });

  it('a file of 4 GiB that is a hole: while it fills the spool, new records are declared as lost', async () => {
    truncateSync(put('00000000.seg', header()), 4_294_967_296);
    const file = join(spool.directory, '..', 'received.jsonl');
    const { numbers, first } = await recovered(spool.directory, file);
    expect([numbers.size, first.slice(0, 6)]).toEqual([30, 'INTACT']);
    expect(readdirSync(join(spool.directory, 'dead-letter'))).toEqual([]);
    expect(readFileSync(file, 'utf8')).toContain('1 records were lost before they could be sealed: buffer_full');
  });

  it.each(['owner.json', 'released'])('a pipe, a folder or a giant for %s', async (name) => {
    const path = join(processFolder(), name);
    rmSync(path, { force: true });
    execFileSync('mkfifo', [path]);
    await delivered();
  });

  it('an owner file of 100 MB', async () => {
    rmSync(join(processFolder(), 'released'), { force: true });
    truncateSync(put('owner.json', Buffer.from('{')), 100_000_000);
    await delivered();
  });

  it.each(['.ack', '.ack/'])('rubbish for a delivery mark (%s)', async (suffix) => {
    const [first = ''] = spool.segments;
    if (suffix.endsWith('/')) mkdirSync(`${first}.ack`);
    else writeFileSync(`${first}.ack`, Buffer.alloc(8, 0xff));
    await delivered();
  });

  it('ten times as many resources as a segment may have', async () => {
    const frames = Array.from({ length: 10 * MAX_PLACES }, (_, n) => encodeFrame(FRAME_PLACE, n, Buffer.alloc(1)));
    put('00000000.seg', Buffer.concat([header(), ...frames]));
    const { problems } = await delivered();
    expect(problems).toEqual(['ERR_SPOOL_DAMAGED']);
  });

  it('two thousand segments without a record', async () => {
    const [folder, empty] = [processFolder(), header()];
    for (let n = 10_000; n < 12_000; n += 1) writeFileSync(join(folder, `000${n}.seg`), empty, { mode: 0o600 });
    await delivered();
  });

  it('random bytes, behind a header and without one', { timeout: 60_000 * scale }, async () => {
    const choices = new SeededChoices(seed);
    for (let round = 0; round < scaled(15); round += 1) {
      spool = original.copy();
      const bytes = Buffer.from(Array.from({ length: choices.below(3_000) }, () => choices.below(256)));
      put('00000000.seg', choices.below(2) === 0 ? bytes : Buffer.concat([header(), bytes]));
      counted('random segments', 1);
      await delivered(`seed ${seed}, round ${round}`);
      rmSync(join(spool.directory, '..'), { recursive: true });
    }
  });
});

describe('what is outside a spool', () => {
  it('is neither read nor moved when a link leads there', async () => {
    const theirs = join(elsewhere, 'process-theirs');
    renameSync(processFolder(), theirs);
    symlinkSync(theirs, join(spool.directory, 'process-link'));
    const before = readdirSync(theirs);
    const { numbers } = await recovered(spool.directory, join(spool.directory, '..', 'received.jsonl'));
    expect([numbers.size, readdirSync(theirs)]).toEqual([0, before]);
  });

  it('is not read through a link in the place of a segment', async () => {
    const [first = ''] = spool.segments;
    const theirs = join(elsewhere, 'theirs.seg');
    renameSync(first, theirs);
    symlinkSync(theirs, first);
    const { report, problems } = await recovered(spool.directory, join(spool.directory, '..', 'received.jsonl'));
    expect(report.exitCode).not.toBe(0);
    expect(problems).toContain('ERR_SPOOL_DAMAGED');
    expect(existsSync(theirs)).toBe(true);
  });

  it.each(['dead-letter', 'kept'])('is refused at start as %s', async (name) => {
    rmSync(join(spool.directory, name), { recursive: true, force: true });
    symlinkSync(elsewhere, join(spool.directory, name));
    await expect(recovered(spool.directory, join(elsewhere, 'received.jsonl'))).rejects.toMatchObject({
      code: 'ERR_SPOOL_UNUSABLE',
    });
  });

  it('and open to others is refused at start', async () => {
    chmodSync(join(spool.directory, 'dead-letter'), 0o777);
    await expect(recovered(spool.directory, join(elsewhere, 'received.jsonl'))).rejects.toMatchObject({
      code: 'ERR_SPOOL_UNUSABLE',
    });
    expect(statSync(elsewhere).isDirectory()).toBe(true);
  });
});

describe('folders that were being taken over when their heirs died', () => {
  it('are found however deep they lie in one another', async () => {
    let inner = processFolder();
    for (let heir = 1; heir <= 3; heir += 1) {
      const outer = join(spool.directory, `process-heir${heir}`);
      mkdirSync(outer, { mode: 0o700 });
      writeFileSync(join(outer, 'released'), '', { mode: 0o600 });
      renameSync(inner, join(outer, 'claimed-0'));
      inner = outer;
    }
    await delivered();
    expect(readdirSync(spool.directory).sort()).toEqual(['dead-letter', 'kept']);
  });
});
