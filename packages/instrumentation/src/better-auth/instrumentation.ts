import { types } from 'node:util';
import { InstrumentationNodeModuleDefinition, InstrumentationNodeModuleFile } from '@opentelemetry/instrumentation';
import { SecurityInstrumentation, type SecurityInstrumentationConfig } from '../security-instrumentation.js';
import { type BetterAuthSecurityPlugin, PLUGIN_ID, securityEvents } from './security-events-plugin.js';

interface Options {
  readonly plugins?: readonly { readonly id: string }[];
}

interface BetterAuthModule {
  readonly betterAuth?: (options: Options) => unknown;
}

const VERSIONS = ['>=1.7.0 <2'];

/**
 * better-auth: sign-ins with their method and second factor, refused ones with account and reason, sign-ups, sign-outs, passwords, accounts.
 * Every instance that `betterAuth` makes gets the plugin {@link securityEvents}.
 *
 * @example registerInstrumentations({ instrumentations: [new BetterAuthSecurityInstrumentation()] })
 * @experimental
 */
export class BetterAuthSecurityInstrumentation extends SecurityInstrumentation {
  constructor(config: SecurityInstrumentationConfig = {}) {
    super('better-auth', config);
  }

  protected override init(): InstrumentationNodeModuleDefinition {
    const replacing = this.patching((exports: BetterAuthModule) =>
      withPlugin(exports, () => securityEvents(() => this.isEnabled())),
    );
    const minimal = new InstrumentationNodeModuleFile(
      'better-auth/dist/auth/minimal.mjs',
      VERSIONS,
      replacing,
      () => {},
    );
    return new InstrumentationNodeModuleDefinition('better-auth', VERSIONS, replacing, () => {}, [minimal]);
  }
}

/** Through the hook the namespace takes a new value; what `require` gives of an ES module is frozen and is copied. */
function withPlugin(exports: BetterAuthModule, plugin: () => BetterAuthSecurityPlugin): BetterAuthModule {
  const { betterAuth: original } = exports;
  if (typeof original !== 'function') return exports;
  const betterAuth = (options: Options): unknown => {
    const plugins = options?.plugins ?? [];
    if (plugins.some(({ id }) => id === PLUGIN_ID)) return original(options);
    return original({ ...options, plugins: [...plugins, plugin()] });
  };
  if (types.isModuleNamespaceObject(exports)) return { ...exports, betterAuth };
  return Object.assign(exports, { betterAuth });
}
