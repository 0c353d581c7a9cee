import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);

/**
 * A library under its own name, as an application has it: Express 4 is installed here beside Express 5 under another one.
 * Returns the `require` of an application that uses it, which the hooks of instrumentations see.
 */
export function applicationWith(library: string, installedAs: string): NodeJS.Require {
  const application = mkdtempSync(join(PACKAGE, 'node_modules', '.application-'));
  afterAll(() => rmSync(application, { recursive: true, force: true }));
  const source = dirname(require.resolve(`${installedAs}/package.json`));
  cpSync(source, join(application, 'node_modules', library), { recursive: true, dereference: true });
  return createRequire(join(application, 'application.cjs'));
}
