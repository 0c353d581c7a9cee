import { createRequire, register } from 'node:module';
import { pathToFileURL } from 'node:url';
import type * as All from '@otelseal/instrumentation';
import type * as WhenLoaded from '@otelseal/instrumentation/when-loaded';
import type { OtelsealOptions } from '../configuration/otelseal-options.js';
import { preloads } from './preloads.js';
import { sayNotInstrumented } from './say-not-instrumented.js';
import { whenStarted } from './when-started.js';

type Instrumentations = ReturnType<typeof All.securityInstrumentations>;

const load = createRequire(import.meta.url);

/**
 * Instruments every library that is not disabled when the service loads it from now on, by `require` and by `import`. Never throws: a service
 * runs without its instrumentations, too. What it needs is loaded here and not by an import, so that an installation which lacks a part
 * of it says so and the service starts nevertheless.
 *
 * @param beginWhen calls what it gets when the libraries are about to be loaded; default at once
 */
export function instrumentLibraries(
  { instrumentations }: OtelsealOptions,
  beginWhen: (begin: () => void) => void = (begin) => begin(),
): void {
  const { disabled = [], sensitive, highValue, ...requests } = instrumentations ?? {};
  const marks = { sensitive: marked(sensitive), highValue: marked(highValue) };
  try {
    if (hooksRunInThisThread(process.versions.node)) {
      const { instrumentWhenLoaded } = load('@otelseal/instrumentation/when-loaded') as typeof WhenLoaded;
      const report = (library: string, error: unknown): void => sayNotInstrumented(`${library} is`, error);
      instrumentWhenLoaded({
        disabled,
        config: { ...requests, ...marks },
        report,
        whenStarted,
        beginWhen: (begin) => beginWhen(() => attempt(begin)),
      });
      return;
    }
    const { securityInstrumentations } = load('@otelseal/instrumentation') as typeof All;
    const given = requests as Partial<All.RequestOptions>; // what is not given is not there
    const include = libraryNames(
      securityInstrumentations({ ...given, disabled, libraries: { pg: marks, knex: marks } }),
    );
    if (preloads('otelseal by --require', process))
      throw new Error(`under Node.js ${process.version} use --import in place of --require.`);
    const theirs = createRequire(
      createRequire(load.resolve('@otelseal/instrumentation')).resolve('@opentelemetry/instrumentation'),
    );
    register(pathToFileURL(theirs.resolve('import-in-the-middle/hook.mjs')), { data: { include } });
  } catch (error) {
    sayNotInstrumented('the libraries of the service are', error);
  }
}

function marked(tables: readonly string[] = []): Record<string, true> {
  return Object.fromEntries(tables.map((table) => [table, true]));
}

/** For what runs when the SDK or the application calls us back. */
function attempt(begin: () => void): void {
  try {
    begin();
  } catch (error) {
    sayNotInstrumented('the libraries of the service are', error);
  }
}

/** Whether hooks for the loading of modules may run in the application's own thread: by release line, from where on they take what `require` loads within a graph of ES modules. */
const HOOKS_IN_THREAD_SINCE: Readonly<Record<number, readonly [minor: number, patch: number]>> = {
  22: [22, 3],
  24: [11, 1],
  25: [1, 0],
};
const ALWAYS_SINCE_MAJOR = 26;

/** Older releases of Node.js run the hooks for ES modules in a thread of their own, which has to know all libraries at the start. */
export function hooksRunInThisThread(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  if (major >= ALWAYS_SINCE_MAJOR) return true;
  const since = HOOKS_IN_THREAD_SINCE[major];
  return since !== undefined && (minor > since[0] || (minor === since[0] && patch >= since[1]));
}

/** Only these modules are ever touched by the hooks. */
function libraryNames(instrumentations: Instrumentations): string[] {
  const definitions = instrumentations.flatMap((instrumentation) => {
    const { getModuleDefinitions } = instrumentation as { getModuleDefinitions?: () => { readonly name: string }[] };
    return getModuleDefinitions?.call(instrumentation) ?? [];
  });
  return [...new Set(definitions.map(({ name }) => name))];
}
