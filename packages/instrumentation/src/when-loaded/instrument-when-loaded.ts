import { createRequire, registerHooks } from 'node:module';
import type { InstrumentationName } from '../instrumentation-registry.js';
import { esModuleHook } from './es-module-hook.js';
import { LIBRARY_MODULES } from './library-modules.js';
import { moduleOfUrl } from './module-of-url.js';
import { RequireHook } from './require-hook.js';

/** @experimental */
export interface InstrumentWhenLoadedOptions {
  /** Names of instrumentations that are left out. Unknown ones are ignored. */
  readonly disabled: readonly string[];
  /** Told of a library that could not be instrumented; it is loaded nevertheless. */
  readonly report: (library: InstrumentationName, error: unknown) => void;
}

const load = createRequire(import.meta.url);

/**
 * Instruments every library when the application loads it, by `require` or `import`: until then nothing is loaded of its instrumentation,
 * of OpenTelemetry's, or of the hooks. Needs a Node.js that runs `import-in-the-middle` in the application's own thread.
 *
 * @experimental
 */
export function instrumentWhenLoaded({ disabled, report }: InstrumentWhenLoadedOptions): void {
  const waiting = new Waiting(disabled);
  const requireHook = new RequireHook();
  let hook: ReturnType<typeof esModuleHook> | undefined;
  let isLoadingOurs = false;

  const instrument = (names: readonly InstrumentationName[]): void => {
    isLoadingOurs = true;
    try {
      requireHook.hookedBy(() => {
        for (const name of names) {
          try {
            create(name);
            hook ??= esModuleHook(waiting.modules);
          } catch (error) {
            report(name, error);
          }
        }
      });
    } finally {
      isLoadingOurs = false;
    }
  };

  registerHooks({
    resolve(specifier, context, next) {
      if (isLoadingOurs) return next(specifier, context);
      const resolved = hook === undefined ? next(specifier, context) : hook.resolveSync(specifier, context, next);
      const names = waiting.take(specifier, resolved.url);
      if (names.length === 0) return resolved;
      const hadHook = hook !== undefined;
      instrument(names);
      return hadHook || hook === undefined ? resolved : hook.resolveSync(specifier, context, next);
    },
    load: (url, context, next) => (hook === undefined ? next(url, context) : hook.loadSync(url, context, next)),
  });

  const loaded = waiting.takeLoaded();
  if (loaded.length > 0) instrument(loaded);
}

/** Instrumentations that wait for the application to load their library. */
class Waiting {
  /** All that hooks may touch. */
  readonly modules: readonly string[];
  readonly #byModule = new Map<string, Set<InstrumentationName>>();
  readonly #withRequests: Set<InstrumentationName>;

  constructor(disabled: readonly string[]) {
    const names = Object.keys(LIBRARY_MODULES) as InstrumentationName[];
    const enabled = names.filter((name) => !disabled.includes(name));
    for (const name of enabled) {
      for (const module of LIBRARY_MODULES[name].modules) {
        this.#byModule.set(module, (this.#byModule.get(module) ?? new Set()).add(name));
      }
    }
    this.modules = [...this.#byModule.keys()].filter((module) => !ALWAYS_SEEN.includes(module));
    this.#withRequests = new Set(enabled.filter((name) => LIBRARY_MODULES[name].modules.length === 0));
  }

  /** What is needed now that this is loaded; once for all. */
  take(specifier: string, url: string): InstrumentationName[] {
    const needed = [...(this.#byModule.get(moduleOfUrl(url) ?? '') ?? []), ...(this.#byModule.get(specifier) ?? [])];
    return this.#taken(needed);
  }

  /** What is needed because of modules that were loaded before. */
  takeLoaded(): InstrumentationName[] {
    const { moduleLoadList = ALWAYS_SEEN.map((name) => `NativeModule ${name}`) } = process as {
      readonly moduleLoadList?: readonly string[];
    };
    const builtIn = ALWAYS_SEEN.filter((name) => moduleLoadList.includes(`NativeModule ${name}`));
    return this.#taken(builtIn.flatMap((module) => [...(this.#byModule.get(module) ?? [])]));
  }

  #taken(needed: readonly InstrumentationName[]): InstrumentationName[] {
    if (needed.length === 0) return [];
    const names = new Set(needed);
    if (needed.some((name) => LIBRARY_MODULES[name].hasRequests)) {
      for (const name of this.#withRequests) names.add(name);
      this.#withRequests.clear();
    }
    for (const [module, waiting] of this.#byModule) {
      for (const name of names) waiting.delete(name);
      if (waiting.size === 0) this.#byModule.delete(module);
    }
    return [...names];
  }
}

/** Built-in modules that are patched in place, whichever way they were loaded: no hook has to see them. */
const ALWAYS_SEEN: readonly string[] = ['http', 'https'];

/** An instrumentation is enabled by being made. */
function create(name: InstrumentationName): void {
  const exported = load(`../${name}/index.js`) as Readonly<Record<string, new () => unknown>>;
  const Instrumentation = exported[LIBRARY_MODULES[name].className];
  if (Instrumentation === undefined) throw new TypeError(`${LIBRARY_MODULES[name].className} is missing`);
  new Instrumentation();
}
