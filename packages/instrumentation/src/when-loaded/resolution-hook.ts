import { type ResolveHookSync, registerHooks } from 'node:module';

/** A hook for the resolution of modules that can rest. Each resolution costs more while any hook is registered, whatever it does. */
export class ResolutionHook {
  readonly #resolve: ResolveHookSync;
  #registered: ReturnType<typeof registerHooks> | undefined;

  constructor(resolve: ResolveHookSync) {
    this.#resolve = resolve;
    this.switch(true);
  }

  /** Whether it was active before. */
  switch(isActive: boolean): boolean {
    const wasActive = this.#registered !== undefined;
    if (isActive === wasActive) return wasActive;
    this.#registered?.deregister();
    this.#registered = isActive ? registerHooks({ resolve: this.#resolve }) : undefined;
    return wasActive;
  }
}
