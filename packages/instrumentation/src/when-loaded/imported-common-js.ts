import { Module } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { HookedLibraries } from './hooked-libraries.js';
import type { RequireHook } from './require-hook.js';

type Load = (this: unknown, request: string, parent: unknown, ...more: unknown[]) => unknown;

/** What every tool that hooks `require` relies on. */
const internals = Module as unknown as {
  _load: Load;
  readonly _cache: Record<string, { exports: unknown; readonly loaded: boolean } | undefined>;
};

/**
 * CommonJS modules that the application imports. Node.js loads them past every hook for `require`; here they go through ours all the same,
 * so that nothing has to read their source, as the hook for ES modules would.
 */
export class ImportedCommonJs {
  readonly #expected = new Set<string>();
  readonly #requireHook: RequireHook;
  readonly #libraries: HookedLibraries;
  #isHooked = false;

  /**
   * @param requireHook what they are to be loaded by
   * @param libraries what patches those that OpenTelemetry's hook would have seen
   */
  constructor(requireHook: RequireHook, libraries: HookedLibraries) {
    this.#requireHook = requireHook;
    this.#libraries = libraries;
  }

  /** The file at this URL is about to be loaded. */
  expect(url: string): void {
    const file = fileURLToPath(url);
    if (internals._cache[file]?.loaded === true) this.#patched(file, internals._cache[file].exports); // Node.js loads nothing then
    this.#expected.add(file);
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
    return this.#patched(file, this.#requireHook.loadImported(file, whole));
  }

  #patched(file: string, seen: unknown): unknown {
    const exports = this.#libraries.imported(file, seen);
    const loaded = internals._cache[file];
    if (loaded !== undefined) loaded.exports = exports; // what importers get, also where a hook has replaced it
    return exports;
  }
}
