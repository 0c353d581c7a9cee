import type * as Modules from 'node:module';
import { createRequire, registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Instrumentation } from '@opentelemetry/instrumentation';
import type { InstrumentationName } from '../instrumentation-registry.js';
import type { MarkedData } from '../marked-data/marks.js';
import type * as Crashes from '../process/report-crash.js';
import { watchCrashes } from '../process/watch-crashes.js';
import type { RequestOptions } from '../request/request-options.js';
import { esModuleHook } from './es-module-hook.js';
import { HookedLibraries } from './hooked-libraries.js';
import { ImportedCommonJs } from './imported-common-js.js';
import { LIBRARY_MODULES } from './library-modules.js';
import { moduleOfUrl } from './module-of-url.js';
import type * as Patching from './patched-libraries.js';
import type * as Reading from './request-readers.js';
import { RequireHook } from './require-hook.js';
import { ResolutionHook } from './resolution-hook.js';
import { hasPatches, WaitingInstrumentations } from './waiting-instrumentations.js';

/** @experimental */
export interface InstrumentWhenLoadedOptions {
  /** Names of instrumentations that are left out. Unknown ones are ignored. */
  readonly disabled: readonly string[];
  /** What every instrumentation is told. Default: nothing, so that its own defaults hold. */
  readonly config?: WatchedConfig | undefined;
  /** Told of a library that could not be instrumented; it is loaded nevertheless. */
  readonly report: (library: InstrumentationName, error: unknown) => void;
  /** Calls back when the service has started, so that loading the rest keeps nobody waiting; returns what makes it not call back. */
  readonly whenStarted: (callback: () => void) => () => void;
  /**
   * Calls `begin` when modules are to be looked at: what is loaded before, such as an SDK of two thousand modules, then costs nothing.
   * Default: at once.
   */
  readonly beginWhen?: (begin: () => void) => void;
}

/** What of an instrumentation's options concerns more than one library. @experimental */
export type WatchedConfig = MarkedData & {
  readonly [Name in Exclude<keyof RequestOptions, 'actor'>]?: RequestOptions[Name] | undefined;
};

const load = createRequire(import.meta.url);

/**
 * Instruments every library when the application loads it, by `require` or `import`: until then nothing is loaded of its instrumentation,
 * of OpenTelemetry's, or of the hooks. What is needed to tell of a request is loaded when the service has started, or by its first request.
 * Needs a Node.js that runs `import-in-the-middle` in the application's own thread.
 *
 * @experimental
 */
export function instrumentWhenLoaded(options: InstrumentWhenLoadedOptions): void {
  const { beginWhen } = options;
  const hooks = new LibraryHooks(options);
  if (beginWhen === undefined) hooks.begin();
  else beginWhen(() => hooks.begin());
}

class LibraryHooks {
  readonly #waiting: WaitingInstrumentations;
  readonly #config: WatchedConfig;
  readonly #report: InstrumentWhenLoadedOptions['report'];
  readonly #whenStarted: InstrumentWhenLoadedOptions['whenStarted'];
  readonly #requireHook = new RequireHook(); // its place is taken now, whenever it begins to hook
  readonly #hooked = new HookedLibraries((library, error) => this.#report(library, error));
  readonly #imported = new ImportedCommonJs(this.#requireHook, this.#hooked);
  #moduleHook: ReturnType<typeof esModuleHook> | undefined;
  #libraries: Patching.PatchedLibraries | undefined;
  readonly #hasHttp: boolean;
  #isHookBroken = false;
  #isLoadingOurs = false;
  #expectsRequests = false;

  constructor({ disabled, config = {}, report, whenStarted }: InstrumentWhenLoadedOptions) {
    this.#config = config;
    this.#waiting = new WaitingInstrumentations(disabled);
    this.#hasHttp = !disabled.includes('http');
    this.#report = report;
    this.#whenStarted = whenStarted;
  }

  begin(): void {
    this.#instrument(this.#waiting.takeLoaded());
    if (this.#hasHttp) watchCrashes((error, origin) => this.#reportCrash(error, origin));
    this.#requireHook.restBetween(new ResolutionHook(this.#resolve));
  }

  readonly #resolve: Modules.ResolveHookSync = (specifier, context, next) => {
    const hook = this.#moduleHook;
    if (this.#isLoadingOurs) return next(specifier, context);
    const resolved = hook === undefined ? next(specifier, context) : hook.resolveSync(specifier, context, next);
    const module = moduleOfUrl(resolved.url);
    this.#instrument(this.#waiting.take(specifier, module));
    if (module !== undefined) this.#libraries?.builtIn(module);
    const name = context.conditions.includes('import') ? this.#waiting.hookedFor(specifier, module) : undefined;
    if (name === undefined) return resolved;
    if (isCommonJsFile(resolved) && (hook === undefined || hasPatches(name))) {
      this.#imported.expect(resolved.url);
      if (module !== undefined) this.#libraries?.imported(module, fileURLToPath(resolved.url));
      return resolved;
    }
    if (hook !== undefined || this.#isHookBroken) return resolved;
    return this.#hookModules(name)?.resolveSync(specifier, context, next) ?? resolved;
  };

  #instrument(names: readonly InstrumentationName[]): void {
    if (names.length === 0) return;
    const patched = names.filter(hasPatches);
    for (const name of patched) this.#attempt(name, () => this.#patching().add(name, this.#config));
    const hooked = names.filter((name) => !patched.includes(name));
    if (hooked.length > 0) {
      this.#requireHook.hookedBy(() => {
        for (const name of hooked) this.#attempt(name, () => this.#hooked.add(name, create(name, this.#config)));
      });
    }
    const server = names.find((name) => LIBRARY_MODULES[name].hasRequests);
    if (server !== undefined) this.#attempt(server, () => this.#expectRequests());
  }

  /** One file with all that observes requests. */
  #patching(): Patching.PatchedLibraries {
    if (this.#libraries === undefined) {
      const { PatchedLibraries } = load('../when-loaded/patched-libraries.js') as typeof Patching;
      this.#libraries = new PatchedLibraries();
      this.#requireHook.patching(this.#libraries);
    }
    return this.#libraries;
  }

  /** Only an application that imports a library needs it: it reads the library's source. */
  #hookModules(name: InstrumentationName): ReturnType<typeof esModuleHook> | undefined {
    this.#attempt(name, () => {
      const hook = esModuleHook(this.#waiting);
      registerHooks({ load: hook.loadSync });
      this.#moduleHook = hook;
    });
    this.#isHookBroken = this.#moduleHook === undefined;
    return this.#moduleHook;
  }

  /** What tells of requests is loaded when the service has started, or by its first request if that comes earlier. */
  #expectRequests(): void {
    if (this.#expectsRequests) return;
    this.#expectsRequests = true;
    const loadRest = (): void => {
      forgetRequest();
      forgetStart();
      this.#attempt('http', () => {
        load('../request/report-answers.js');
        (load('../when-loaded/request-readers.js') as typeof Reading).readRequestsFor(this.#waiting.withRequests);
      });
    };
    const forgetRequest = this.#patching().onRequest(loadRest);
    const forgetStart = this.#whenStarted(loadRest);
  }

  /** What it takes is loaded when there is something to tell: by then nobody waits for it any more. */
  #reportCrash(error: unknown, origin: string): void {
    this.#attempt('http', () => {
      const { crashReport } = load('../process/report-crash.js') as typeof Crashes;
      crashReport({ exceptionMessages: this.#config.exceptionMessages ?? false })(error, origin);
    });
  }

  /** Loads something of ours; what fails is told, and the application goes on. */
  #attempt(name: InstrumentationName, loading: () => void): void {
    const wasLoading = this.#isLoadingOurs;
    this.#isLoadingOurs = true;
    try {
      loading();
    } catch (error) {
      this.#report(name, error);
    } finally {
      this.#isLoadingOurs = wasLoading;
    }
  }
}

/** Where no `package.json` says what a file is, Node.js names no format yet; of the libraries none has ES modules that way. */
function isCommonJsFile({ format, url }: Modules.ResolveFnOutput): boolean {
  if (!url.startsWith('file:')) return false;
  return format === 'commonjs' || (format == null && /\.c?js$/.test(url));
}

/** An instrumentation is enabled by being made. The events of answers, which an index brings along, come later. */
function create(name: InstrumentationName, config: WatchedConfig): Instrumentation {
  const { className, hasRequests } = LIBRARY_MODULES[name];
  const file = hasRequests ? 'instrumentation' : 'index';
  const exported = load(`../${name}/${file}.js`) as Readonly<
    Record<string, new (config: WatchedConfig) => Instrumentation>
  >;
  const Class = exported[className];
  if (Class === undefined) throw new TypeError(`${className} is missing`);
  return new Class(config);
}
