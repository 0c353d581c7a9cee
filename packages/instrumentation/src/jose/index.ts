import { types } from 'node:util';
import { InstrumentationNodeModuleDefinition, InstrumentationNodeModuleFile } from '@opentelemetry/instrumentation';
import { unharmed } from '../report-once.js';
import { actorOfUser } from '../request/actor-of-user.js';
import { errorProperty } from '../request/error-facts.js';
import { SecurityInstrumentation, type SecurityInstrumentationConfig } from '../security-instrumentation.js';
import { isUnsigned } from '../tokens/is-unsigned.js';
import { refusedToken } from '../tokens/refused-token.js';
import { reasonOfError } from './reason-of-error.js';

type Verify = (this: unknown, token: unknown, ...rest: unknown[]) => Promise<unknown>;
type Exports = Record<string, unknown>;

/** Where an application can import a verifying function from, and its name there. */
const VERIFIERS: Readonly<Record<string, string>> = {
  'jose/dist/webapi/jwt/verify.js': 'jwtVerify',
  'jose/dist/webapi/jwt/decrypt.js': 'jwtDecrypt',
  'jose/dist/webapi/jws/compact/verify.js': 'compactVerify',
};
const VERSIONS = ['>=6.0.0 <7'];
/** Through the hook, the whole package passes on what its parts have become: nothing is watched twice. */
const watchers = new WeakSet<object>();

/**
 * jose: why `jwtVerify`, `jwtDecrypt` and `compactVerify` did not believe a token, for the event of the 401 that follows.
 *
 * jose is an ES module whose exports cannot be replaced: what an importing module gets can, by the hook for ES modules that must be
 * registered before. `require('jose')` needs no hook. Not seen: a bundled jose, and a copy that was imported before the hook.
 *
 * @example registerInstrumentations({ instrumentations: [new JoseSecurityInstrumentation()] })
 * @experimental
 */
export class JoseSecurityInstrumentation extends SecurityInstrumentation {
  constructor(config: SecurityInstrumentationConfig = {}) {
    super('jose', config);
  }

  protected override init(): InstrumentationNodeModuleDefinition {
    const files = Object.entries(VERIFIERS).map(
      ([file, name]) => new InstrumentationNodeModuleFile(file, VERSIONS, this._replacing([name]), () => {}),
    );
    return new InstrumentationNodeModuleDefinition(
      'jose',
      VERSIONS,
      this._replacing(Object.values(VERIFIERS)),
      () => {},
      files,
    );
  }

  private _replacing(names: readonly string[]): (moduleExports: unknown) => unknown {
    return (moduleExports) =>
      unharmed('ERR_LIBRARY_NOT_OBSERVED', 'jose could not be patched', () =>
        withVerifiers(moduleExports as Exports, names, (original) => this._watching(original)),
      ) ?? moduleExports;
  }

  private _watching(original: Verify): Verify {
    const instrumentation = this;
    const watching: Verify = async function (this: unknown, token, ...rest) {
      try {
        return await Reflect.apply(original, this, [token, ...rest]);
      } catch (error) {
        if (instrumentation.isEnabled())
          unharmed('ERR_LIBRARY_NOT_OBSERVED', 'a token of jose', () => refused(token, error));
        throw error;
      }
    };
    watchers.add(watching);
    return watching;
  }
}

/** Through the hook the namespace takes new values; what `require` gives of an ES module is frozen and is copied. */
function withVerifiers(
  moduleExports: Exports,
  names: readonly string[],
  watching: (original: Verify) => Verify,
): Exports {
  const replaced = types.isModuleNamespaceObject(moduleExports) ? { ...moduleExports } : moduleExports;
  for (const name of names) {
    const original = moduleExports[name];
    if (typeof original === 'function' && !watchers.has(original)) replaced[name] = watching(original as Verify);
  }
  return replaced;
}

/** The payload that jose attaches to an error of a claim has been verified. */
function refused(token: unknown, error: unknown): void {
  const reason = reasonOfError(error);
  if (reason === undefined) return;
  if (token === undefined || token === null || token === '') refusedToken('token_missing', undefined);
  else refusedToken(isUnsigned(token) ? 'token_unsigned' : reason, actorOfUser(errorProperty(error, 'payload')));
}
