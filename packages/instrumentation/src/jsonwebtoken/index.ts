import { InstrumentationNodeModuleDefinition } from '@opentelemetry/instrumentation';
import { commonJs } from '../common-js.js';
import { unharmed } from '../report-once.js';
import { actorOfUser } from '../request/actor-of-user.js';
import { SecurityInstrumentation, type SecurityInstrumentationConfig } from '../security-instrumentation.js';
import { isUnsigned } from '../tokens/is-unsigned.js';
import { issuedToken } from '../tokens/issued-token.js';
import { refusedToken } from '../tokens/refused-token.js';
import { isSubjectProven, reasonOfError } from './reason-of-error.js';

/** Options of the instrumentation of jsonwebtoken. @experimental */
export interface JsonwebtokenSecurityInstrumentationConfig extends SecurityInstrumentationConfig {
  /** Whether a token signed for a subject is a `security.authn.token.create`. Default true: PCI DSS 10.2.1.5 asks for it. */
  readonly created?: boolean;
}

/** @experimental */
export const JSONWEBTOKEN_DEFAULTS: Required<Pick<JsonwebtokenSecurityInstrumentationConfig, 'created'>> =
  Object.freeze({ created: true });

type Callback = (error: unknown, result?: unknown) => void;
type TokenFunction = (this: unknown, ...args: unknown[]) => unknown;

const DEFECT = 'ERR_LIBRARY_NOT_OBSERVED';
/** Longer tokens are not read for their subject. */
const MAX_READ_LENGTH = 16_384;

/**
 * jsonwebtoken: why `verify` did not believe a token, for the event of the 401 that follows, and tokens that `sign` issues for a subject.
 * The token itself never leaves; what stands for it is a digest.
 *
 * @example registerInstrumentations({ instrumentations: [new JsonwebtokenSecurityInstrumentation()] })
 * @experimental
 */
export class JsonwebtokenSecurityInstrumentation extends SecurityInstrumentation<JsonwebtokenSecurityInstrumentationConfig> {
  constructor(config: JsonwebtokenSecurityInstrumentationConfig = {}) {
    super('jsonwebtoken', config);
  }

  protected override init(): InstrumentationNodeModuleDefinition {
    return new InstrumentationNodeModuleDefinition(
      'jsonwebtoken',
      ['>=9.0.0 <10'],
      this.patching((exports: object, patches) => {
        patches.wrap<TokenFunction>(commonJs(exports), 'verify', (original) => watched(original, verified));
        patches.wrap<TokenFunction>(commonJs(exports), 'sign', (original) =>
          watched(original, (_args, error, token) => {
            const { created = JSONWEBTOKEN_DEFAULTS.created } = this.getConfig();
            if (created && error === undefined && typeof token === 'string') issuedToken(token, claimsOf(token));
          }),
        );
      }),
    );
  }
}

type Outcome = (args: readonly unknown[], error: unknown, result: unknown) => void;

/** Tells how a call ended, whether it returns, throws or calls back; the application gets exactly what it would have got. */
function watched(original: TokenFunction, told: Outcome): TokenFunction {
  return function (this: unknown, ...args) {
    const given = [...args];
    const tell = (error: unknown, result?: unknown) =>
      unharmed(DEFECT, 'a token of jsonwebtoken', () => told(given, error ?? undefined, result));
    const callback = args.at(-1);
    if (typeof callback === 'function') {
      args[args.length - 1] = function (this: unknown, error: unknown, result?: unknown) {
        tell(error, result);
        return Reflect.apply(callback as Callback, this, [error, result]);
      };
      return Reflect.apply(original, this, args);
    }
    let result: unknown;
    try {
      result = Reflect.apply(original, this, args);
    } catch (error) {
      tell(error);
      throw error;
    }
    tell(undefined, result);
    return result;
  };
}

function verified([token]: readonly unknown[], error: unknown): void {
  const reason = error === undefined ? undefined : reasonOfError(error);
  if (reason === undefined) return;
  refusedToken(
    isUnsigned(token) ? 'token_unsigned' : reason,
    isSubjectProven(reason) ? actorOfUser(subjectOf(token)) : undefined,
  );
}

function subjectOf(token: unknown): { readonly sub: unknown } {
  return { sub: (claimsOf(token) as { readonly sub?: unknown } | undefined)?.sub };
}

function claimsOf(token: unknown): unknown {
  if (typeof token !== 'string' || token.length > MAX_READ_LENGTH) return undefined;
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  } catch {
    return undefined; // a payload that is no JSON has no claims
  }
}
