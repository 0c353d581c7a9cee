import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder for one test; gone afterwards unless the test failed, because its logs may say why. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'otelseal-otelcol-'));
  onTestFinished(({ task }) => {
    if (task.result?.state === 'fail')
      process.stderr.write(`otelseal: logs and configurations are kept in ${folder}\n`);
    else rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** A folder inside another. */
export function subFolder(folder: string, name: string): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  return path;
}
