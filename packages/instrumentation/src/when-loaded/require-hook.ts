import { isBuiltin, Module } from 'node:module';
import type { PatchedLibraries } from './patched-libraries.js';
import type { ResolutionHook } from './resolution-hook.js';

type Require = (this: unknown, id: string) => unknown;

/**
 * The place of OpenTelemetry's hook for `require`, kept free until the first library needs it: whoever hooks later is outside of it, as if
 * it had been there from the beginning.
 */
export class RequireHook {
  readonly #loading: Require;
  #hooked: Require | undefined;
  #resolution: ResolutionHook | undefined;
  #libraries: PatchedLibraries | undefined;

  constructor() {
    const hook = this;
    const original: Require = Module.prototype.require;
    this.#loading = function loading(this: unknown, id) {
      return hook.#loaded(original, this, id);
    };
    Module.prototype.require = function require(this: unknown, id: string): unknown {
      if (hook.#hooked !== undefined) return Reflect.apply(hook.#hooked, this, [id]);
      const exports = Reflect.apply(hook.#loading, this, [id]);
      // Hooked while this very module was looked for: it is asked for once more, now from the cache, for the hook to see it.
      return hook.#hooked === undefined ? exports : Reflect.apply(hook.#hooked, this, [id]);
    } as NodeJS.Require;
  }

  /** Runs what hooks `require`, in that place. */
  hookedBy(hooking: () => void): void {
    const outer = Module.prototype.require;
    Module.prototype.require = (this.#hooked ?? this.#loading) as NodeJS.Require;
    try {
      hooking();
    } finally {
      this.#hooked = Module.prototype.require;
      Module.prototype.require = outer;
    }
  }

  /** Lets libraries be patched in that place, before what hooks `require` there gets to see them. */
  patching(libraries: PatchedLibraries): void {
    this.#libraries = libraries;
  }

  /**
   * Loads an imported file with the libraries patched that need no hook of OpenTelemetry's. The loading itself stays that of Node.js: within
   * a `require` it would forget, before the file has been loaded, which paths it has looked for.
   */
  loadImported(file: string, load: () => unknown): unknown {
    return this.#loaded(load, new Module('otelseal'), file);
  }

  /**
   * Lets `resolution` rest while nothing but the hooks of others runs, between here and where modules are loaded: the forty of
   * auto-instrumentations look for the main file of every single module.
   */
  restBetween(resolution: ResolutionHook): void {
    const hook = this;
    const others: Require = Module.prototype.require;
    this.#resolution = resolution;
    Module.prototype.require = function require(this: unknown, id: string): unknown {
      if (isBuiltin(id)) return Reflect.apply(others, this, [id]); // it has no file that anybody would look for
      return hook.#withResolution(false, others, this, id);
    } as NodeJS.Require;
  }

  #loaded(load: Require, module: unknown, id: string): unknown {
    const exports = this.#withResolution(true, load, module, id);
    return this.#libraries === undefined ? exports : this.#libraries.required(module, id, exports);
  }

  #withResolution(isActive: boolean, require: Require, module: unknown, id: string): unknown {
    const resolution = this.#resolution;
    if (resolution === undefined) return Reflect.apply(require, module, [id]);
    const wasActive = resolution.switch(isActive);
    try {
      return Reflect.apply(require, module, [id]);
    } finally {
      resolution.switch(wasActive);
    }
  }
}
