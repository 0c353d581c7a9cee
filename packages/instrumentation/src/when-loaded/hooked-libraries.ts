import type { Instrumentation } from '@opentelemetry/instrumentation';
import type { InstrumentationName } from '../instrumentation-registry.js';
import { fileOfPackage } from './file-of-package.js';
import { isInRange } from './is-in-range.js';
import { moduleOfUrl } from './module-of-url.js';

type Patch = (exports: unknown, version?: string) => unknown;

/** What OpenTelemetry's base class goes by, of a module or of a file of it. */
interface Definition {
  readonly name: string;
  readonly supportedVersions: readonly string[];
  patch?: Patch | undefined;
}

/**
 * The libraries for which OpenTelemetry's hook for `require` calls our instrumentations. An application that imports them comes past that
 * hook, and who has hooked decides nothing: npm installs one copy of it for all, which an SDK may have hooked long before us, at a place
 * where every instrumentation of the service sees what comes through. So what is imported is patched here, by ours alone.
 */
export class HookedLibraries {
  readonly #owners = new Map<string, InstrumentationName>();
  readonly #definitions = new Map<string, Definition>();
  readonly #report: (library: InstrumentationName, error: unknown) => void;

  /** @param report told of a library that could not be looked at */
  constructor(report: (library: InstrumentationName, error: unknown) => void) {
    this.#report = report;
  }

  add(owner: InstrumentationName, instrumentation: Instrumentation): void {
    const { getModuleDefinitions } = instrumentation as {
      getModuleDefinitions?: () => readonly (Definition & { readonly files: readonly Definition[] })[];
    };
    for (const module of getModuleDefinitions?.call(instrumentation) ?? []) {
      this.#owners.set(module.name, owner);
      for (const definition of [module, ...module.files]) {
        if (definition.patch === undefined) continue;
        definition.patch = patchedOnce(definition.patch);
        this.#definitions.set(definition.name, definition);
      }
    }
  }

  /** What takes the place of the exports of a CommonJS file that is imported: they themselves where nobody patches it. */
  imported(file: string, exports: unknown): unknown {
    const module = moduleOfUrl(file.replaceAll('\\', '/')) ?? '';
    const owner = this.#owners.get(module);
    if (owner === undefined) return exports;
    try {
      return this.#patched(module, file, exports);
    } catch (error) {
      this.#report(owner, error);
      return exports;
    }
  }

  #patched(module: string, file: string, exports: unknown): unknown {
    const found = fileOfPackage(module, file);
    const definition = found && this.#definitions.get(found.name);
    if (!definition?.supportedVersions.some((range) => isInRange(found?.version ?? '', range))) return exports;
    return definition.patch?.(exports, found?.version) ?? exports;
  }
}

/** Whichever hook sees a library first patches it, and the others get what came of it. */
function patchedOnce(patch: Patch): Patch {
  const patched = new WeakMap<object, unknown>();
  return (exports, version) => {
    if (!isObject(exports)) return patch(exports, version);
    if (patched.has(exports)) return patched.get(exports);
    const result = patch(exports, version);
    for (const known of [exports, result]) if (isObject(known)) patched.set(known, result);
    return result;
  };
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
