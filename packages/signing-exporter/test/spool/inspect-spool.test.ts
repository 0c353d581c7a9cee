import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspectSpool } from '../../src/index.js';
import { thisOwner } from '../../src/spool/process-owner.js';
import { CONTENT_BOUNDS, contentOf } from '../../src/spool/spool-content.js';

const folder = (): string => mkdtempSync(join(tmpdir(), 'inspected-'));

function fill(directory: string, count: number, mode = 0o600): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  for (let n = 0; n < count; n += 1) writeFileSync(join(directory, `${n}`), '12', { mode });
}

/** A folder of a living process, whose owner file begins with so many spaces. */
function ownedWith(spaces: number): string {
  const spool = folder();
  fill(join(spool, 'process-a'), 0);
  writeFileSync(join(spool, 'process-a', 'owner.json'), `${' '.repeat(spaces)}${JSON.stringify(thisOwner())}`);
  return spool;
}

describe('a look into a spool', () => {
  it('ends at its bound of files, in one folder of ten times as many as in several', () => {
    const [one, several] = [folder(), folder()];
    fill(one, 100);
    for (let n = 0; n < 20; n += 1) fill(join(several, `${n}`), 5);
    const bounds = { ...CONTENT_BOUNDS, files: 10 };
    expect([contentOf(one, [], bounds), contentOf(several, [], bounds)]).toEqual([
      { files: 10, bytes: 20 },
      { files: 10, bytes: 20 },
    ]);
    expect(contentOf(one, [])).toEqual({ files: 100, bytes: 200 });
    expect(CONTENT_BOUNDS.files).toBe(100_000);
  });

  it('goes as deep as its bound, whatever lies ten times as deep', () => {
    const top = folder();
    fill(join(top, ...Array.from({ length: 8 }, (_, n) => `${n}`)), 1);
    fill(join(top, ...Array.from({ length: 80 }, (_, n) => `${n}`)), 1);
    expect(contentOf(top, [])).toEqual({ files: 1, bytes: 2 });
  });

  it('names the first twenty of two hundred files that others may read', () => {
    const spool = folder();
    fill(join(spool, 'dead-letter'), 200, 0o644);
    const { unsafe, deadLetterFiles } = inspectSpool(spool);
    expect([unsafe.length, deadLetterFiles, unsafe[0]]).toEqual([20, 200, join(spool, 'dead-letter', '0')]);
  });

  it('does not believe an owner file of ten times its length', () => {
    const owners = [0, 3_000, 40_960].map((spaces) => inspectSpool(ownedWith(spaces)).processes);
    expect(owners.map((processes) => processes.map(({ owner }) => owner))).toEqual([['alive'], ['alive'], ['unknown']]);
  });
});
