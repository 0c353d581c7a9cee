import { types } from 'node:util';
import { InstrumentationNodeModuleDefinition } from '@opentelemetry/instrumentation';
import { commonJs } from '../common-js.js';
import type { Patches } from '../patches.js';
import { unharmed } from '../report-once.js';
import { SecurityInstrumentation, type SecurityInstrumentationConfig } from '../security-instrumentation.js';
import type {
  CreateSession,
  Regenerate,
  SessionMethod,
  SessionMiddleware,
  SessionModule,
  SessionRequest,
} from './session-internals.js';
import { sessionUser } from './session-user.js';
import { SessionWatch } from './session-watch.js';

/** Options of the instrumentation of express-session. @experimental */
export interface ExpressSessionSecurityInstrumentationConfig extends SecurityInstrumentationConfig {
  /**
   * Whose session it is, as the option `actor` takes it; undefined for a visitor's, which has no events. Default: Passport's user, else
   * `session.user`, `session.userId` and the like.
   */
  readonly sessionUser?: (session: unknown, request: unknown) => unknown;
  /** Whether a cookie that names a session that is no more is a `security.session.use_after_expire`. Default true. */
  readonly stale?: boolean;
}

/** @experimental */
export const EXPRESS_SESSION_DEFAULTS: Required<
  Pick<ExpressSessionSecurityInstrumentationConfig, 'sessionUser' | 'stale'>
> = Object.freeze({ sessionUser, stale: true });

const DEFECT = 'ERR_LIBRARY_NOT_OBSERVED';
const WHAT = 'a session of express-session';

/**
 * express-session: sessions that somebody logs in to, logs out of and replaces, and cookies of sessions that are no more. Sessions of
 * visitors have no events. Identifiers of sessions never leave: events name a session by a digest.
 *
 * @example registerInstrumentations({ instrumentations: [new ExpressSessionSecurityInstrumentation()] })
 * @experimental
 */
export class ExpressSessionSecurityInstrumentation extends SecurityInstrumentation<ExpressSessionSecurityInstrumentationConfig> {
  constructor(config: ExpressSessionSecurityInstrumentationConfig = {}) {
    super('express-session', config);
  }

  protected override init(): InstrumentationNodeModuleDefinition {
    return new InstrumentationNodeModuleDefinition(
      'express-session',
      ['>=1.17.0 <2'],
      this.patching((exports: SessionModule, patches) => {
        const watch = new SessionWatch(() => {
          const { sessionUser: userOf, stale } = { ...EXPRESS_SESSION_DEFAULTS, ...this.getConfig() };
          return { userOf, stale: stale && this.isEnabled(), actorOf: this.settings.actor };
        });
        patchClasses(commonJs(exports), patches, watch);
        return withWatchedFactory(exports, watch);
      }),
    );
  }
}

function patchClasses({ Session, Store }: SessionModule, patches: Patches, watch: SessionWatch): void {
  const told = (tell: () => void) => unharmed(DEFECT, WHAT, tell);
  patches.wrap<SessionMethod>(
    Session.prototype,
    'save',
    (original) =>
      function save(...args) {
        told(() => watch.saved(this, this));
        return Reflect.apply(original, this, args);
      },
  );
  patches.wrap<SessionMethod>(
    Session.prototype,
    'destroy',
    (original) =>
      function destroy(...args) {
        told(() => watch.destroyed(this.req));
        return Reflect.apply(original, this, args);
      },
  );
  patches.wrap<CreateSession>(
    Store.prototype,
    'createSession',
    (original) =>
      function createSession(request, session) {
        const created = Reflect.apply(original, this, [request, session]);
        told(() => watch.loaded(request, session));
        return created;
      },
  );
  patches.wrap<Regenerate>(
    Store.prototype,
    'regenerate',
    (original) =>
      function regenerate(request, callback) {
        told(() => watch.replaced(request));
        return Reflect.apply(original, this, [request, callback]);
      },
  );
}

/** The exported function is what makes middleware: `require` gets another function, an import another default. */
function withWatchedFactory(exports: SessionModule, watch: SessionWatch): SessionModule {
  const original = commonJs(exports);
  const factory = Object.assign(
    (options?: unknown): SessionMiddleware => watchedMiddleware(original(options), watch),
    original,
  ) as SessionModule;
  if (original === exports) return factory;
  if (!types.isModuleNamespaceObject(exports)) Object.assign(exports, { default: factory, 'module.exports': factory });
  return exports;
}

function watchedMiddleware(middleware: SessionMiddleware, watch: SessionWatch): SessionMiddleware {
  return function session(request, response, next) {
    if (request.session) return middleware(request, response, next);
    let presented: unknown;
    middleware(request, response, (error?: unknown) => {
      if (typeof presented === 'string' && isStale(request, presented))
        unharmed(DEFECT, WHAT, () => watch.stale(request, presented as string));
      next(error);
    });
    // Set from the cookie, if its signature is valid, before the store is asked; a store that answers at once is not seen here.
    presented = request.sessionID;
  };
}

function isStale({ session, sessionID }: SessionRequest, presented: string): boolean {
  return session !== undefined && sessionID !== presented;
}
