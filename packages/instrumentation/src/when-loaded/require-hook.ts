import { Module } from 'node:module';

type Require = (this: unknown, id: string) => unknown;

/**
 * The place of OpenTelemetry's hook for `require`, kept free until the first library needs it: whoever hooks later is outside of it, as if
 * it had been there from the beginning.
 */
export class RequireHook {
  readonly #original: Require;
  #hooked: Require | undefined;

  constructor() {
    const hook = this;
    this.#original = Module.prototype.require;
    Module.prototype.require = function require(this: unknown, id: string): unknown {
      if (hook.#hooked !== undefined) return Reflect.apply(hook.#hooked, this, [id]);
      const exports = Reflect.apply(hook.#original, this, [id]);
      // Hooked while this very module was looked for: it is asked for once more, now from the cache, for the hook to see it.
      return hook.#hooked === undefined ? exports : Reflect.apply(hook.#hooked, this, [id]);
    } as NodeJS.Require;
  }

  /** Runs what hooks `require`, in that place. */
  hookedBy(hooking: () => void): void {
    const outer = Module.prototype.require;
    Module.prototype.require = (this.#hooked ?? this.#original) as NodeJS.Require;
    try {
      hooking();
    } finally {
      this.#hooked = Module.prototype.require;
      Module.prototype.require = outer;
    }
  }
}
