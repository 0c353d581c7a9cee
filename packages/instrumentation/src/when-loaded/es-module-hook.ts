import type * as Modules from 'node:module';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** What `import-in-the-middle` makes for `module.registerHooks`. */
interface ModuleHook {
  applyOptions(options: { readonly include: readonly (string | RegExp)[] }): void;
  readonly resolveSync: Modules.ResolveHookSync;
  readonly loadSync: Modules.LoadHookSync;
}

/**
 * The hook by which OpenTelemetry's instrumentations see ES modules, in the copy that they use.
 *
 * @param touched only these modules, and these files by their paths within a folder of modules, are ever touched
 */
export function esModuleHook(touched: {
  readonly modules: readonly string[];
  readonly files: readonly string[];
}): ModuleHook {
  const theirs = createRequire(createRequire(import.meta.url).resolve('@opentelemetry/instrumentation'));
  const { createHook } = theirs('import-in-the-middle/create-hook.mjs') as {
    createHook(meta: { readonly url: string }): ModuleHook;
  };
  const hook = createHook({ url: pathToFileURL(theirs.resolve('import-in-the-middle/register-hooks.mjs')).href });
  const files = touched.files.map((path) => new RegExp(`/node_modules/${path.replaceAll('.', '\\.')}$`));
  hook.applyOptions({ include: [...touched.modules, ...files] });
  return hook;
}
