import { InstrumentationNodeModuleDefinition, InstrumentationNodeModuleFile } from '@opentelemetry/instrumentation';
import { unharmed } from '../report-once.js';
import type { RequestSettings } from '../request/request-options.js';
import { SecurityInstrumentation, type SecurityInstrumentationConfig } from '../security-instrumentation.js';
import type { HonoClass } from './hono-internals.js';
import { observeApplication } from './observe-application.js';

interface HonoModule {
  Hono: HonoClass;
}

/** On a class of ours, which both module formats and all presets may meet again. */
const OBSERVED: unique symbol = Symbol.for('otelseal.hono-observed.1') as never;

const VERSIONS = ['>=4.8.0 <5'];
/** The other sets of routers that Hono exports. */
const PRESETS = [
  'hono/dist/cjs/preset/quick.js',
  'hono/dist/cjs/preset/tiny.js',
  'hono/dist/preset/quick.js',
  'hono/dist/preset/tiny.js',
];

/**
 * Hono 4 behind `@hono/node-server`: one event for each request that is refused or fails unexpectedly, with the route's
 * template, however it came about: `c.json(…, 403)`, `HTTPException`, `app.onError`.
 *
 * @example registerInstrumentations({ instrumentations: [new HonoSecurityInstrumentation()] })
 * @stable
 */
export class HonoSecurityInstrumentation extends SecurityInstrumentation {
  constructor(config: SecurityInstrumentationConfig = {}) {
    super('hono', config);
  }

  protected override init(): InstrumentationNodeModuleDefinition[] {
    const settings = (): RequestSettings | undefined => (this.isEnabled() ? this.settings : undefined);
    const patch = this.patching((hono: HonoModule) => withObservedClass(hono, settings));
    const presets = PRESETS.map(
      (path) =>
        new InstrumentationNodeModuleFile(
          path,
          VERSIONS,
          (hono) => patch(hono as HonoModule),
          () => {},
        ),
    );
    return [new InstrumentationNodeModuleDefinition('hono', VERSIONS, patch, undefined, presets)];
  }
}

/** What can be assigned to is (a namespace of ES modules through its hook, too); exports that are getters, in CommonJS of Hono before 4.13, are copied. */
function withObservedClass(hono: HonoModule, settings: () => RequestSettings | undefined): HonoModule {
  const observed = observedClass(hono.Hono, settings);
  if (Object.getOwnPropertyDescriptor(hono, 'Hono')?.writable === true) {
    hono.Hono = observed;
    return hono;
  }
  return Object.create(Object.getPrototypeOf(hono), {
    ...Object.getOwnPropertyDescriptors(hono),
    Hono: { value: observed, enumerable: true, configurable: true, writable: true },
  });
}

/** A subclass, so that what the application derives from it, and asks with `instanceof`, stays true. */
function observedClass(Hono: HonoClass, settings: () => RequestSettings | undefined): HonoClass {
  if (Object.hasOwn(Hono, OBSERVED)) return Hono;
  const Observed = class extends Hono {
    constructor(...options: unknown[]) {
      super(...options);
      unharmed('ERR_LIBRARY_NOT_OBSERVED', 'an application of Hono could not be observed', () =>
        observeApplication(this, settings),
      );
    }
  };
  Object.defineProperty(Observed, 'name', { value: Hono.name });
  Object.defineProperty(Observed, OBSERVED, { value: true });
  return Observed;
}
