import { Module } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { RequireHook } from './require-hook.js';

type Load = (this: unknown, request: string, parent: unknown, ...more: unknown[]) => unknown;

/** What every tool that hooks `require` relies on. */
const internals = Module as unknown as {
  _load: Load;
  readonly _cache: Record<string, { exports: unknown } | undefined>;
};

/**
 * CommonJS modules that the application imports. Node.js loads them past every hook for `require`; here they go through ours all the same,
 * so that nothing has to read their source, as the hook for ES modules would.
 */
export class ImportedCommonJs {
  readonly #expected = new Set<string>();
  readonly #requireHook: RequireHook;
  #isHooked = false;

  /** @param requireHook what they are to be loaded by */
  constructor(requireHook: RequireHook) {
    this.#requireHook = requireHook;
  }

  /** The file at this URL is about to be loaded. */
  expect(url: string): void {
    this.#expected.add(fileURLToPath(url));
    if (this.#isHooked) return;
    this.#isHooked = true;
    const imported = this;
    const original = internals._load;
    internals._load = function load(this: unknown, ...args) {
      const [file, parent] = args;
      const whole = (): unknown => Reflect.apply(original, this, args);
      const isImported = (parent === undefined || parent === null) && imported.#expected.delete(file);
      return isImported ? imported.#load(file, whole) : whole();
    };
  }

  #load(file: string, whole: () => unknown): unknown {
    const exports = this.#requireHook.requireImported(file, whole);
    const loaded = internals._cache[file];
    if (loaded !== undefined) loaded.exports = exports; // what importers get, also where a hook has replaced it
    return exports;
  }
}
