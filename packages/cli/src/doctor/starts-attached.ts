import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ATTACH = '@otelseal/node/attach';
/** A manifest is a page; a larger one is none. */
const LARGEST_MANIFEST_BYTES = 1_048_576;

/** Whether `NODE_OPTIONS` or a script of the folder's `package.json` shows that the application starts with `@otelseal/node/attach`. */
export function startsAttached(folder: string, env: Readonly<Record<string, string | undefined>>): boolean {
  return env['NODE_OPTIONS']?.includes(ATTACH) === true || scriptsIn(folder).some((script) => script.includes(ATTACH));
}

function scriptsIn(folder: string): string[] {
  try {
    const file = join(folder, 'package.json');
    if (statSync(file).size > LARGEST_MANIFEST_BYTES) return [];
    const { scripts } = JSON.parse(readFileSync(file, 'utf8')) as {
      readonly scripts?: Readonly<Record<string, unknown>>;
    };
    return Object.values(scripts ?? {}).filter((script) => typeof script === 'string');
  } catch {
    return []; // no manifest, or none that can be read: nothing shows it
  }
}
