import { createRequire, register } from 'node:module';
import { pathToFileURL } from 'node:url';
import { securityInstrumentations } from '@otelseal/instrumentation';
import { joinOptions } from '../configuration/join-options.js';
import { say } from './say.js';

/** OpenTelemetry's instrumentation package and the loader hooks that it stands on, in the copies that our instrumentations use. */
interface ModuleHooks {
  supportsSyncHooks(): boolean;
  register(options: { readonly include: readonly string[] }): void;
}

type Instrumentations = ReturnType<typeof securityInstrumentations>;

/**
 * Creates every security instrumentation that is not disabled, so that libraries which are loaded from now on produce events, by `require`
 * and by `import`. Never throws for anything but a wrong setting: a service runs without its instrumentations, too.
 *
 * @throws ConfigurationError for a setting that does not exist or is not allowed
 */
export function instrumentLibraries(environment: NodeJS.ProcessEnv): void {
  const disabled = joinOptions({}, environment).options.instrumentations?.disabled ?? [];
  try {
    hookEsModules(libraryNames(securityInstrumentations({ disabled })));
  } catch (error) {
    say(
      `the libraries of the service are not instrumented: ${error instanceof Error ? error.message : 'unknown error'}`,
    );
  }
}

/** Only these modules are ever touched by the hooks. */
function libraryNames(instrumentations: Instrumentations): string[] {
  const definitions = instrumentations.flatMap((instrumentation) => {
    const { getModuleDefinitions } = instrumentation as { getModuleDefinitions?: () => { readonly name: string }[] };
    return getModuleDefinitions?.call(instrumentation) ?? [];
  });
  return [...new Set(definitions.map(({ name }) => name))];
}

/** In this thread where Node.js can; older ones run the hooks in a thread of their own. */
function hookEsModules(include: readonly string[]): void {
  const ours = createRequire(import.meta.url);
  const theirs = createRequire(
    createRequire(ours.resolve('@otelseal/instrumentation')).resolve('@opentelemetry/instrumentation'),
  );
  const hooks = theirs('import-in-the-middle/register-hooks.mjs') as ModuleHooks;
  if (hooks.supportsSyncHooks()) hooks.register({ include });
  else register(pathToFileURL(theirs.resolve('import-in-the-middle/hook.mjs')), { data: { include } });
}
