import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));

/**
 * A library under its own name, as an application has it: Express 4 is installed here beside Express 5 under another one.
 * Returns the `require` of an application that uses it, which the hooks of instrumentations see.
 *
 * @param manifest path of the installed library's package.json
 */
export function applicationWith(library: string, manifest: string): NodeJS.Require {
  const application = mkdtempSync(join(PACKAGE, 'node_modules', '.application-'));
  afterAll(() => rmSync(application, { recursive: true, force: true }));
  cpSync(dirname(manifest), join(application, 'node_modules', library), { recursive: true, dereference: true });
  return createRequire(join(application, 'application.cjs'));
}
