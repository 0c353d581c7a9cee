import { mkdtempSync, realpathSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { openPrivateFolder } from '../../src/spool/private-folder.js';

const testFolder = () => realpathSync(mkdtempSync(join(tmpdir(), 'otelseal-private-')));
const refused = (message: string) =>
  expect.objectContaining({ code: 'ERR_SPOOL_UNUSABLE', message: expect.stringContaining(message) });

describe('a private folder', () => {
  it('is made with the folders above it, for its owner only', () => {
    const folder = testFolder();
    openPrivateFolder(join(folder, 'a/b/c/'));
    openPrivateFolder(join(folder, 'a/b/c'));
    const modes = ['a', 'a/b', 'a/b/c'].map((path) => statSync(join(folder, path)).mode & 0o777);
    expect(modes).toEqual([0o700, 0o700, 0o700]);
  });

  it('is refused, not waited for, where nothing can be made', () => {
    const folder = testFolder();
    writeFileSync(join(folder, 'file'), '');
    expect(() => openPrivateFolder(join(folder, 'file/spool'))).toThrow(refused('must be a folder'));
    expect(() => openPrivateFolder(join(folder, 'file'))).toThrow(refused('must be a folder'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'link'));
    expect(() => openPrivateFolder(join(folder, 'link'))).toThrow(refused('no symbolic link'));
    expect(() => openPrivateFolder('')).toThrow(refused('ENOENT'));
  });

  it.each(['/proc/otelseal', '/proc/otelseal/spool'])(
    'is refused in a file system that takes no folders: %s',
    (path) => {
      expect(() => openPrivateFolder(path)).toThrow(refused(path));
    },
  );
});
