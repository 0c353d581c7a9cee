import type { Actor } from '@otelseal/security-events';
import { security } from '@otelseal/security-events';
import { observedRequest } from '../request/current-request.js';
import { errorClass } from '../request/error-facts.js';
import { tellInRequest } from '../sessions/tell-in-request.js';
import { failureReason } from './failure-reason.js';
import type { PassportRequest, PassportStrategy } from './passport-internals.js';
import { type StrategyKind, strategyKind } from './strategy-kind.js';
import { typedAccount } from './typed-account.js';

/** What the attempt needs to know of the instrumentation's options. */
export interface AttemptSettings {
  readonly perRequest: readonly string[];
  readonly accountNames: boolean;
  actorOf(user: unknown, request: PassportRequest): Actor | undefined;
}

interface Failure {
  readonly kind: StrategyKind;
  readonly reason: string;
  readonly actor: Actor | undefined;
  readonly tag: number | undefined;
}

const methods = new WeakMap<object, string>();

/** The method with which the request's user has been found, for the login that may follow. */
export function methodOfLogin(request: object): string {
  return methods.get(request) ?? 'unknown';
}

/** One request passing one `passport.authenticate(…)`: its strategies are asked in turn, and it fails when all of them have. */
export class LoginAttempt {
  readonly #request: PassportRequest;
  readonly #settings: AttemptSettings;
  /** Whether a success is a login already, because no session will say so. */
  readonly #isLoginAtOnce: boolean;
  readonly #failures: Failure[] = [];
  #remaining: number;

  constructor(request: PassportRequest, settings: AttemptSettings, strategies: number, isLoginAtOnce: boolean) {
    this.#request = request;
    this.#settings = settings;
    this.#remaining = strategies;
    this.#isLoginAtOnce = isLoginAtOnce;
  }

  succeeded(name: string | undefined, user: unknown): void {
    const { method, isPerRequest } = strategyKind(name, this.#settings.perRequest);
    if (isPerRequest || !user) return;
    methods.set(this.#request, method);
    if (!this.#isLoginAtOnce) return;
    const actor = this.#settings.actorOf(user, this.#request);
    tellInRequest(this.#request, 'a login of Passport', () =>
      security.authn.loginSuccess({ method, ...(actor && { actor }) }),
    );
  }

  failed(name: string | undefined, strategy: PassportStrategy, challenge: unknown, status: unknown): void {
    const kind = strategyKind(name, this.#settings.perRequest);
    const { account, tag } = kind.isPerRequest
      ? { account: undefined, tag: undefined }
      : typedAccount(strategy, this.#request);
    const actor: Actor | undefined =
      account === undefined || !this.#settings.accountNames ? undefined : { type: 'user', id: account };
    this.#failures.push({ kind, reason: failureReason(challenge, status), actor, tag });
    this.#remaining -= 1;
    if (this.#remaining === 0) this.#allFailed();
  }

  /** The user directory is away, or the strategy is broken: nobody was let in, and nobody was refused. */
  broke(name: string | undefined, error: unknown): void {
    const { method, isPerRequest } = strategyKind(name, this.#settings.perRequest);
    if (isPerRequest) return;
    tellInRequest(this.#request, 'a login of Passport', () =>
      security.authn.loginFailure({ method, reason: 'strategy_error', errorType: errorClass(error) }),
    );
  }

  #allFailed(): void {
    const login = this.#failures.find(({ kind }) => !kind.isPerRequest);
    if (login !== undefined) this.#tell(login);
    else if (this.#failures[0] !== undefined) this.#note(this.#failures[0]);
  }

  #tell({ kind, reason, actor, tag }: Failure): void {
    tellInRequest(this.#request, 'a login of Passport', () =>
      security.authn.loginFailure({ method: kind.method, reason, tag, ...(actor && { actor }) }),
    );
  }

  /** The 401 tells it; what the token's own library has found out is more exact. */
  #note({ kind, reason }: Failure): void {
    const observed = observedRequest(this.#request);
    if (observed !== undefined && observed.finding('authentication') === undefined)
      observed.note({ concern: 'authentication', method: kind.method, reason });
  }
}
