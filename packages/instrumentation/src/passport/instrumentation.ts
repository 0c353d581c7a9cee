import { InstrumentationNodeModuleDefinition } from '@opentelemetry/instrumentation';
import { security } from '@otelseal/security-events';
import { commonJs } from '../common-js.js';
import { unharmed } from '../report-once.js';
import { errorProperty } from '../request/error-facts.js';
import { SecurityInstrumentation, type SecurityInstrumentationConfig } from '../security-instrumentation.js';
import { tellInRequest } from '../sessions/tell-in-request.js';
import { type AttemptSettings, LoginAttempt, methodOfLogin } from './login-attempt.js';
import type {
  PassportAuthenticator,
  PassportMiddleware,
  PassportModule,
  PassportRequest,
  PassportStrategy,
  SessionAction,
} from './passport-internals.js';

/** Options of the instrumentation of Passport. @experimental */
export interface PassportSecurityInstrumentationConfig extends SecurityInstrumentationConfig {
  /** Names of your own strategies that prove each single request, as `jwt` and `bearer` do: they are no logins. Default none. */
  readonly perRequest?: readonly string[];
  /**
   * Whether the account that was typed into a failed login becomes the actor. Default true: without it nobody sees which account is
   * attacked. Texts that look like no account, and what equals the password, are left out anyhow.
   */
  readonly accountNames?: boolean;
}

/** @experimental */
export const PASSPORT_DEFAULTS: Required<Pick<PassportSecurityInstrumentationConfig, 'perRequest' | 'accountNames'>> =
  Object.freeze({ perRequest: Object.freeze([]), accountNames: true });

const DEFECT = 'ERR_LIBRARY_NOT_OBSERVED';
type Authenticate = PassportAuthenticator['authenticate'];

/**
 * Passport: logins that succeed, fail and break, and logouts. A login is what establishes a session, or a login strategy that succeeds
 * where the application keeps none; a token that every request carries is none, its refusal is the event of the 401.
 *
 * @example registerInstrumentations({ instrumentations: [new PassportSecurityInstrumentation()] })
 * @experimental
 */
export class PassportSecurityInstrumentation extends SecurityInstrumentation<PassportSecurityInstrumentationConfig> {
  constructor(config: PassportSecurityInstrumentationConfig = {}) {
    super('passport', config);
  }

  protected override init(): InstrumentationNodeModuleDefinition {
    return new InstrumentationNodeModuleDefinition(
      'passport',
      ['>=0.6.0 <0.8.0'],
      this.patching((exports: PassportModule, patches) => {
        const { Authenticator, _sm } = commonJs(exports);
        const sessionManager: object = Object.getPrototypeOf(_sm);
        patches.wrap<Authenticate>(Authenticator.prototype, 'authenticate', (original) =>
          this._authenticating(original),
        );
        patches.wrap<SessionAction>(sessionManager, 'logIn', (original) => this._loggingIn(original));
        patches.wrap<SessionAction>(sessionManager, 'logOut', (original) => this._loggingOut(original));
      }),
    );
  }

  private _attemptSettings(): AttemptSettings {
    const { perRequest, accountNames } = { ...PASSPORT_DEFAULTS, ...this.getConfig() };
    return { perRequest, accountNames, actorOf: this.settings.actor };
  }

  private _authenticating(original: Authenticate): Authenticate {
    const instrumentation = this;
    return function authenticate(this: unknown, strategy, options, callback) {
      if (strategy === 'session') return Reflect.apply(original, this, [strategy, options, callback]);
      const attempts = new WeakMap<object, LoginAttempt>();
      const names: unknown[] = Array.isArray(strategy) ? strategy : [strategy];
      const passport = this as PassportAuthenticator;
      const watched = names.map((name) => watchedStrategy(passport, name, attempts));
      const middleware = Reflect.apply(original, this, [
        Array.isArray(strategy) ? watched : watched[0],
        options,
        callback,
      ]);
      const unwatched: PassportMiddleware = Reflect.apply(original, this, [strategy, options, callback]);
      const isLoginAtOnce = errorProperty(options, 'session') === false;
      const watching: PassportMiddleware = (request, response, next) => {
        const isUnknown = (name: unknown) => typeof name === 'string' && passport._strategy(name) === undefined;
        if (names.some(isUnknown)) return unwatched(request, response, next); // and Passport says so
        unharmed(DEFECT, 'an attempt of Passport', () =>
          attempts.set(
            request,
            new LoginAttempt(request, instrumentation._attemptSettings(), names.length, isLoginAtOnce),
          ),
        );
        return middleware(request, response, next);
      };
      return watching;
    };
  }

  private _loggingIn(original: SessionAction): SessionAction {
    const instrumentation = this;
    return function logIn(request, ...rest) {
      const [user] = rest;
      return Reflect.apply(original, this, [
        request,
        ...whenDone(rest, () => {
          const actor = instrumentation.settings.actor(user, request);
          tellInRequest(request, 'a login of Passport', () =>
            security.authn.loginSuccess({ method: methodOfLogin(request), ...(actor && { actor }) }),
          );
        }),
      ]);
    };
  }

  private _loggingOut(original: SessionAction): SessionAction {
    const instrumentation = this;
    return function logOut(request, ...rest) {
      // Passport has already forgotten the user; the session still knows whose it is.
      const key = this._key ?? 'passport';
      const user = errorProperty(errorProperty(errorProperty(request, 'session'), key), 'user');
      return Reflect.apply(original, this, [
        request,
        ...whenDone(rest, () => {
          if (user === undefined) return; // nobody was logged in
          const actor = instrumentation.settings.actor(userOf(user), request);
          tellInRequest(request, 'a logout of Passport', () => security.session.logout(actor ? { actor } : {}));
        }),
      ]);
    };
  }
}

/** What was serialized is usually the identifier alone. */
function userOf(serialized: unknown): unknown {
  return typeof serialized === 'number' ? String(serialized) : serialized;
}

/** The arguments, with a callback that tells of a success before the application hears of it. */
function whenDone(rest: readonly unknown[], tell: () => void): unknown[] {
  const callback = rest.at(-1);
  if (typeof callback !== 'function') return [...rest];
  return [
    ...rest.slice(0, -1),
    function (this: unknown, error?: unknown, ...others: unknown[]) {
      if (!error) unharmed(DEFECT, 'a session of Passport', tell);
      return Reflect.apply(callback, this, [error, ...others]);
    },
  ];
}

/** Stands in front of a strategy: Passport puts its actions onto it, they are wrapped for this attempt, and the strategy runs as ever. */
function watchedStrategy(
  passport: PassportAuthenticator,
  given: unknown,
  attempts: WeakMap<object, LoginAttempt>,
): unknown {
  const isInstance = typeof errorProperty(given, 'authenticate') === 'function';
  if (!isInstance && typeof given !== 'string') return given;
  return {
    authenticate(this: PassportStrategy, request: PassportRequest, options: unknown) {
      const strategy = isInstance ? (given as PassportStrategy) : passport._strategy(given as string);
      const { authenticate: _, ...actions } = this;
      const running: PassportStrategy = Object.assign(Object.create(strategy as PassportStrategy), actions);
      const name = typeof given === 'string' ? given : running.name;
      const attempt = attempts.get(request);
      if (attempt !== undefined) watchActions(running, attempt, name);
      return running.authenticate(request, options);
    },
  };
}

function watchActions(running: PassportStrategy, attempt: LoginAttempt, name: string | undefined): void {
  const { success, fail, error } = running;
  const told = (tell: () => void) => unharmed(DEFECT, 'an attempt of Passport', tell);
  Object.assign(running, {
    success(user: unknown, info?: unknown) {
      told(() => attempt.succeeded(name, user));
      return success?.(user, info);
    },
    fail(challenge?: unknown, status?: unknown) {
      const [why, code] = typeof challenge === 'number' ? [undefined, challenge] : [challenge, status];
      told(() => attempt.failed(name, running, why, code));
      return fail?.(challenge, status);
    },
    error(problem: unknown) {
      told(() => attempt.broke(name, problem));
      return error?.(problem);
    },
  });
}
