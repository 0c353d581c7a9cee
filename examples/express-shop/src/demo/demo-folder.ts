import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DemoError } from './demo-error.ts';

/** The root of the checkout: commands are printed and run as seen from here. */
export const ROOT: string = fileURLToPath(new URL('../../../..', import.meta.url));

/** Marks a folder as ours, so that a second run may empty it and nothing else ever is. */
const MARK = '.otelseal-demo';

/** Where each file lies, as a path to show and to pass on. The trust file is not where the log is: whoever can change the log must not reach it. */
export interface DemoFolder {
  readonly key: string;
  readonly trust: string;
  readonly log: string;
  readonly tamperedLog: string;
}

/** Empties or creates the folder of a run: `$OTELSEAL_DEMO_DIR`, else `demo-output` in the checkout. */
export function prepareDemoFolder(setting: string | undefined): DemoFolder {
  const folder = resolve(ROOT, setting || 'demo-output');
  const shown = (...path: string[]): string => {
    const whole = join(folder, ...path);
    const inside = relative(ROOT, whole);
    return inside.startsWith('..') ? whole : inside;
  };
  try {
    if (existsSync(folder) && readdirSync(folder).length > 0 && !existsSync(join(folder, MARK))) {
      throw new DemoError(
        'ERR_DEMO_FOLDER',
        `${shown()} holds something else; set OTELSEAL_DEMO_DIR to another folder.`,
      );
    }
    for (const part of ['keys', 'trust', 'log', 'tampered-log']) {
      rmSync(join(folder, part), { recursive: true, force: true });
      mkdirSync(join(folder, part), { recursive: true, mode: 0o700 });
    }
    writeFileSync(join(folder, MARK), 'Made by `npm start`; the next run replaces what is in here.\n');
  } catch (cause) {
    if (cause instanceof DemoError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    throw new DemoError(
      'ERR_DEMO_FOLDER',
      `cannot write to ${shown()} (${code}); set OTELSEAL_DEMO_DIR to a folder of yours.`,
      { cause },
    );
  }
  return {
    key: shown('keys', 'otelseal.pem'),
    trust: shown('trust', 'otelseal.trust.json'),
    log: shown('log', 'shop.jsonl'),
    tamperedLog: shown('tampered-log', 'shop.jsonl'),
  };
}
