import { Module } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { RequireHook } from './require-hook.js';

type Load = (this: unknown, request: string, parent: unknown, isMain: boolean) => unknown;

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
    internals._load = function load(this: unknown, request, parent, isMain) {
      const isImported = (parent === undefined || parent === null) && imported.#expected.delete(request);
      return isImported ? imported.#load(request) : Reflect.apply(original, this, [request, parent, isMain]);
    };
  }

  #load(file: string): unknown {
    const exports = this.#requireHook.require(new Module('otelseal'), file);
    const loaded = internals._cache[file];
    if (loaded !== undefined) loaded.exports = exports; // what importers get, also where a hook has replaced it
    return exports;
  }
}
