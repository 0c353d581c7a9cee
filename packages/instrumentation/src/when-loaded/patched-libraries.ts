import { isBuiltin, Module } from 'node:module';
import { expressPatches } from '../express/library-patches.js';
import { httpPatches } from '../http/library-patches.js';
import type { InstrumentationName } from '../instrumentation-registry.js';
import { type LibraryPatch, type PatchOwner, patched } from '../library-patch.js';
import { Patches } from '../patches.js';
import { unharmed } from '../report-once.js';
import { addRequestObserver, removeRequestObserver } from '../request/request-observers.js';
import { type RequestOptions, requestSettings } from '../request/request-options.js';
import { fileOfPackage } from './file-of-package.js';
import type { WatchedConfig } from './instrument-when-loaded.js';
import { isInRange } from './is-in-range.js';
import { moduleOfUrl } from './module-of-url.js';

/** What every tool that hooks `require` relies on. */
const internals = Module as unknown as {
  _resolveFilename(id: string, parent: unknown, isMain?: boolean, options?: { readonly paths: string[] }): string;
  readonly _cache: Record<string, { exports: unknown; readonly loaded: boolean } | undefined>;
};

/** What makes the patches of a library; those that need no module to be loaded, it puts in place. */
type MakePatches = (owner: PatchOwner, patches: Patches) => readonly LibraryPatch[];

const PATCHES: Readonly<Partial<Record<InstrumentationName, MakePatches>>> = {
  http: httpPatches,
  express: expressPatches,
};

interface OwnedPatch extends LibraryPatch {
  readonly owner: InstrumentationName;
}

/**
 * Patches CommonJS libraries and modules of Node.js as OpenTelemetry's base class would, without it: its package is fourteen files, and its
 * hook looks twice for the file of whatever the service requires.
 */
export class PatchedLibraries {
  readonly #waiting = new Map<string, OwnedPatch>();
  readonly #patches = new Patches();
  /** What took the place of the exports, if anything did; by module, as whoever empties the cache gets another one of the same file. */
  readonly #replaced = new WeakMap<object, unknown>();

  /** @throws InstrumentationOptionsError when an option cannot be used */
  add(owner: InstrumentationName, config: WatchedConfig): void {
    const settings = requestSettings(config as Partial<RequestOptions>); // what is not given is not there
    const patches = PATCHES[owner]?.({ isEnabled: () => true, settings: () => settings }, this.#patches) ?? [];
    for (const patch of patches) this.#waiting.set(patch.module, { ...patch, owner });
  }

  /** A module of Node.js that is about to be loaded, or has been. */
  builtIn(name: string): void {
    const patch = isBuiltin(name) ? this.#waiting.get(name) : undefined;
    if (patch === undefined) return;
    this.#waiting.delete(name);
    this.#unharmed(patch, () => this.#apply(patch, process.getBuiltinModule(name)));
  }

  /**
   * What was required, or what takes its place from now on for everybody.
   *
   * @param parent the module that required it
   * @param exports as they come out of the hooks of others, which may remember them as they were
   */
  required(parent: unknown, id: string, exports: unknown): unknown {
    const patch = this.#waiting.get(moduleOfUrl(`/node_modules/${id.replaceAll('\\', '/')}`) ?? '');
    if (patch === undefined || isBuiltin(id)) return exports;
    return (
      this.#unharmed(patch, () => this.#patchMain(patch, internals._resolveFilename(id, parent), exports)) ?? exports
    );
  }

  /** A file that is about to be imported: if it has been loaded before, Node.js takes it from its cache and loads nothing. */
  imported(module: string, file: string): void {
    const patch = this.#waiting.get(module);
    if (patch !== undefined) this.#unharmed(patch, () => this.#patchMain(patch, file));
  }

  /** Patches the main file of a package once, when it has been loaded; returns what has taken the place of its exports. */
  #patchMain(patch: OwnedPatch, file: string, seen?: unknown): unknown {
    const loaded = internals._cache[file];
    if (loaded?.loaded !== true) return undefined;
    if (this.#replaced.has(loaded)) return this.#replaced.get(loaded);
    this.#replaced.set(loaded, undefined);
    const found = fileOfPackage(patch.module, file);
    if (found?.name !== patch.module || !patch.versions.some((range) => isInRange(found.version, range)))
      return undefined;
    const exports = seen ?? loaded.exports;
    const replacement = this.#apply(patch, exports, found.version);
    if (replacement === exports) return undefined;
    loaded.exports = replacement;
    this.#replaced.set(loaded, replacement);
    return replacement;
  }

  #unharmed<T>({ owner }: OwnedPatch, run: () => T): T | undefined {
    return unharmed('ERR_LIBRARY_NOT_OBSERVED', `${nameOf(owner)} could not find its library`, run);
  }

  /** Calls back at each request; returns what ends that. */
  onRequest(callback: () => void): () => void {
    addRequestObserver(callback);
    return () => removeRequestObserver(callback);
  }

  #apply({ owner, patch }: OwnedPatch, exports: unknown, version?: string): unknown {
    return patched(nameOf(owner), patch, exports as never, this.#patches, version);
  }
}

function nameOf(owner: InstrumentationName): string {
  return `@otelseal/instrumentation/${owner}`;
}
