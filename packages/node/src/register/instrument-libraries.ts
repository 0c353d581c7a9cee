import { createRequire, register } from 'node:module';
import { pathToFileURL } from 'node:url';
import { securityInstrumentations } from '@otelseal/instrumentation';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { disabledInstrumentations } from './disabled-instrumentations.js';
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
 * @throws ConfigurationError when `OTELSEAL_INSTRUMENTATIONS_DISABLED` names one that does not exist
 */
export function instrumentLibraries(environment: NodeJS.ProcessEnv): void {
  try {
    const instrumentations = securityInstrumentations({ disabled: disabledInstrumentations(environment) });
    hookEsModules(libraryNames(instrumentations));
  } catch (cause) {
    const { code, message } = cause as { readonly code?: unknown; readonly message?: unknown };
    if (code === 'ERR_UNKNOWN_INSTRUMENTATION') {
      throw new ConfigurationError('ERR_OPTION_INVALID', 'OTELSEAL_INSTRUMENTATIONS_DISABLED', String(message), {
        cause,
      });
    }
    say(`the libraries of the service are not instrumented: ${String(message)}`);
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
