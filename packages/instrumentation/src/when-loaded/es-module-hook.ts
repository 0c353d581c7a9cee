import type * as Modules from 'node:module';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** What `import-in-the-middle` makes for `module.registerHooks`. */
interface ModuleHook {
  applyOptions(options: { readonly include: readonly string[] }): void;
  readonly resolveSync: Modules.ResolveHookSync;
  readonly loadSync: Modules.LoadHookSync;
}

/**
 * The hook by which OpenTelemetry's instrumentations see ES modules, in the copy that they use.
 *
 * @param include only these modules are ever touched
 */
export function esModuleHook(include: readonly string[]): ModuleHook {
  const theirs = createRequire(createRequire(import.meta.url).resolve('@opentelemetry/instrumentation'));
  const { createHook } = theirs('import-in-the-middle/create-hook.mjs') as {
    createHook(meta: { readonly url: string }): ModuleHook;
  };
  const hook = createHook({ url: pathToFileURL(theirs.resolve('import-in-the-middle/register-hooks.mjs')).href });
  hook.applyOptions({ include: [...include] });
  return hook;
}
