import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareDemoFolder } from '../src/demo/demo-folder.ts';

let scratch: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'otelseal-demo-'));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

describe('the folder of the demo', () => {
  it('keeps key, trust file and log apart, for its owner only', () => {
    const { key, trust, log, tamperedLog } = prepareDemoFolder(join(scratch, 'new', 'folder'));
    const folders = [key, trust, log, tamperedLog].map((file) => dirname(file));
    expect(new Set(folders).size).toBe(4);
    expect(folders.map((folder) => statSync(folder).mode & 0o777)).toEqual([0o700, 0o700, 0o700, 0o700]);
  });

  it('is emptied by the next run', () => {
    const { log } = prepareDemoFolder(scratch);
    writeFileSync(log, 'old');
    prepareDemoFolder(scratch);
    expect(existsSync(log)).toBe(false);
  });

  it('is left alone when it holds something else', () => {
    mkdirSync(join(scratch, 'keys'));
    writeFileSync(join(scratch, 'keys', 'mine.pem'), 'precious');
    expect(() => prepareDemoFolder(scratch)).toThrow(
      expect.objectContaining({ code: 'ERR_DEMO_FOLDER', message: expect.stringContaining('OTELSEAL_DEMO_DIR') }),
    );
    expect(readdirSync(join(scratch, 'keys'))).toEqual(['mine.pem']);
  });

  it('cannot lie where a file is', () => {
    writeFileSync(join(scratch, 'file'), '');
    const refused = () => prepareDemoFolder(join(scratch, 'file', 'below'));
    expect(refused).toThrow(
      expect.objectContaining({
        code: 'ERR_DEMO_FOLDER',
        message: expect.stringMatching(/^cannot write to .*\(ENOTDIR\)/),
      }),
    );
  });
});
