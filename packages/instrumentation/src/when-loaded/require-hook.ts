import { Module } from 'node:module';
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

  constructor() {
    const hook = this;
    const original: Require = Module.prototype.require;
    this.#loading = function loading(this: unknown, id) {
      return hook.#withResolution(true, original, this, id);
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

  /** Requires as if nobody hooked `require` but what runs in that place. */
  require(module: unknown, id: string): unknown {
    return Reflect.apply(this.#hooked ?? this.#loading, module, [id]);
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
      return hook.#withResolution(false, others, this, id);
    } as NodeJS.Require;
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
