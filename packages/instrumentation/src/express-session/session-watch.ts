import { type Actor, security } from '@otelseal/security-events';
import { observedRequest } from '../request/current-request.js';
import { sessionName } from '../sessions/session-name.js';
import { tellInRequest } from '../sessions/tell-in-request.js';
import { GoneSessions, type Presenter } from './gone-sessions.js';
import type { SessionRequest, StoredSession } from './session-internals.js';

/** What the watch asks of the instrumentation's options. */
export interface WatchSettings {
  readonly stale: boolean;
  /** Whose session it is; undefined for a visitor's. */
  userOf(session: unknown, request: SessionRequest): unknown;
  actorOf(user: unknown, request: SessionRequest): Actor | undefined;
}

/** What is known of one request's session. */
interface Seen {
  /** Identifier of the session that came with the request and was found. */
  readonly loaded: string | undefined;
  /** Somebody's session, and not a visitor's, under this identifier. */
  owned: string | undefined;
}

const WHAT = 'a session of express-session';

/** Follows the session of each request: what it came with, whether it became somebody's, and how it ended. */
export class SessionWatch {
  readonly #seen = new WeakMap<object, Seen>();
  readonly #gone = new GoneSessions();
  readonly #settings: () => WatchSettings;

  constructor(settings: () => WatchSettings) {
    this.#settings = settings;
  }

  /** A session was found for the request's cookie, or read again. */
  loaded(request: SessionRequest, session: unknown): void {
    const id = idOf(request);
    if (id === undefined || this.#seen.has(request)) return;
    const owned = this.#settings().userOf(session, request) === undefined ? undefined : id;
    this.#seen.set(request, { loaded: id, owned });
    nameSession(request, id);
  }

  /** A session goes to the store: the first time with an owner it has been logged in to. */
  saved({ id, req }: StoredSession, session: unknown): void {
    const { userOf, actorOf } = this.#settings();
    const user = userOf(session, req);
    const seen = this.#seen.get(req) ?? { loaded: undefined, owned: undefined };
    if (user === undefined || seen.owned === id) return;
    const previous = seen.owned ?? seen.loaded;
    this.#seen.set(req, { ...seen, owned: id });
    nameSession(req, id);
    const actor = actorOf(user, req);
    tellInRequest(req, WHAT, () =>
      security.session.create({
        session: { id: sessionName(id) },
        ...(actor && { actor }),
        ...(previous !== undefined && previous !== id ? { previousSessionId: sessionName(previous) } : {}),
      }),
    );
  }

  /** The session's identifier is being replaced: that of somebody who logs in again ends. */
  replaced(request: SessionRequest): void {
    const ended = this.#ended(request);
    if (ended === undefined) return;
    this.#gone.ended(ended.session.id, 'replaced', presenterOf(request));
    tellInRequest(request, WHAT, () => security.session.expire({ ...ended, reason: 'replaced' }));
  }

  /** The application ends the session of the request: its user logs out. */
  destroyed(request: SessionRequest): void {
    const ended = this.#ended(request);
    if (ended === undefined) return;
    this.#gone.ended(ended.session.id, 'logout', presenterOf(request));
    tellInRequest(request, WHAT, () => security.session.logout(ended));
  }

  /** A cookie with a valid signature names a session that is no more: expired, logged out, or of another deployment. */
  stale(request: SessionRequest, presentedId: string): void {
    if (!this.#settings().stale) return;
    const id = sessionName(presentedId);
    const reason = this.#gone.presented(id, presenterOf(request));
    if (reason === undefined) return;
    tellInRequest(request, WHAT, () =>
      security.session.useAfterExpire({ session: { id }, reason, response: 'blocked' }),
    );
  }

  #ended(request: SessionRequest): { session: { id: string }; actor?: Actor } | undefined {
    const { userOf, actorOf } = this.#settings();
    const id = idOf(request);
    const user = userOf(request.session, request);
    if (id === undefined || user === undefined) return undefined;
    const actor = actorOf(user, request);
    return { session: { id: sessionName(id) }, ...(actor && { actor }) };
  }
}

function idOf({ sessionID }: SessionRequest): string | undefined {
  return typeof sessionID === 'string' && sessionID !== '' ? sessionID : undefined;
}

/** Every later event of the request names the session, never its identifier. */
function nameSession(request: SessionRequest, id: string): void {
  const observed = observedRequest(request);
  if (observed !== undefined) observed.session = { id: sessionName(id) };
}

function presenterOf(request: SessionRequest): Presenter {
  const observed = observedRequest(request);
  return { address: observed?.clientAddress, program: observed?.raw.headers['user-agent'] };
}
