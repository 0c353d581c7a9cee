import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readOptions } from '../../src/attach/read-options.js';
import { temporaryDirectory } from '../support/signing-key-files.js';

const disk = vi.hoisted(() => ({ left: undefined as number | undefined, says: true }));
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const statfsSync = (path: string) => {
    const found = fs.statfsSync(path);
    const left = disk.left === undefined ? found : { ...found, bavail: disk.left, bfree: disk.left };
    return disk.says ? left : { ...left, blocks: 0 };
  };
  return { ...fs, statfsSync };
});

const directory = temporaryDirectory();

beforeEach(() => {
  Object.assign(disk, { left: undefined, says: true });
});

describe('the folder of a spool', () => {
  it.each(['', 'not-yet/made'])('is refused before the service starts when its disk is full: %j', (below) => {
    const environment = { OTELSEAL_SPOOL_DIR: join(directory, below) };
    expect(() => readOptions(environment)).not.toThrow();
    disk.left = 0;
    expect(() => readOptions(environment)).toThrow(
      expect.objectContaining({
        code: 'ERR_SPOOL',
        setting: 'OTELSEAL_SPOOL_DIR',
        message: expect.stringMatching(/ENOSPC/),
      }),
    );
  });

  it('is taken where a file system does not say how large it is', () => {
    Object.assign(disk, { left: 0, says: false });
    expect(() => readOptions({ OTELSEAL_SPOOL_DIR: directory })).not.toThrow();
  });
});
