import { isBuiltin } from 'node:module';
import type { InstrumentationName } from '../instrumentation-registry.js';
import { LIBRARY_MODULES } from './library-modules.js';

/** Modules of Node.js that are patched in place, whichever way they were loaded: no hook has to see them. */
const ALWAYS_SEEN: readonly string[] = ['http', 'https'];

/** Instrumentations that wait for the application to load their library, and those that wait for its first request. */
export class WaitingInstrumentations {
  /** All that OpenTelemetry's hook for ES modules may touch. */
  readonly modules: readonly string[];
  /** The files of theirs that it may touch, too, by their paths. */
  readonly files: readonly string[];
  /** What is needed once there are requests: it reads what libraries leave at them. */
  readonly withRequests: readonly InstrumentationName[];
  readonly #byModule = new Map<string, Set<InstrumentationName>>();
  readonly #hookedFor: ReadonlyMap<string, InstrumentationName | undefined>;

  constructor(disabled: readonly string[]) {
    const names = Object.keys(LIBRARY_MODULES) as InstrumentationName[];
    const enabled = names.filter((name) => !disabled.includes(name));
    for (const name of enabled) {
      for (const module of LIBRARY_MODULES[name].modules) {
        this.#byModule.set(module, (this.#byModule.get(module) ?? new Set()).add(name));
      }
    }
    const libraries = [...this.#byModule.keys()].filter((module) => !isBuiltin(module));
    this.#hookedFor = new Map(libraries.map((module) => [module, [...(this.#byModule.get(module) ?? [])][0]]));
    this.modules = libraries.filter((module) => !hasPatches(this.#hookedFor.get(module)));
    this.files = enabled.flatMap((name) => LIBRARY_MODULES[name].files ?? []);
    this.withRequests = enabled.filter((name) => LIBRARY_MODULES[name].modules.length === 0);
  }

  /** The instrumentation for which an import of this has to be seen. */
  hookedFor(specifier: string, module: string | undefined): InstrumentationName | undefined {
    return this.#hookedFor.get(module ?? '') ?? this.#hookedFor.get(specifier);
  }

  /** What is needed now that this is loaded; once for all. */
  take(specifier: string, module: string | undefined): InstrumentationName[] {
    return this.#taken([...(this.#byModule.get(module ?? '') ?? []), ...(this.#byModule.get(specifier) ?? [])]);
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
    for (const [module, waiting] of this.#byModule) {
      for (const name of names) waiting.delete(name);
      if (waiting.size === 0) this.#byModule.delete(module);
    }
    return [...names];
  }
}

/** Whether it needs none of OpenTelemetry's hooks. */
export function hasPatches(name: InstrumentationName | undefined): boolean {
  return name !== undefined && LIBRARY_MODULES[name].hasPatches === true;
}
