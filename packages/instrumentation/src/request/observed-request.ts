import type { Actor, SecurityContext } from '@otelseal/security-events';
import type { EventListener } from '@otelseal/semantic-conventions';
import { clientAddress } from '../client/client-address.js';
import { unharmed } from '../report-once.js';
import { concernOfEvent } from './concern-of-event.js';
import { correlationId } from './correlation-id.js';
import type { RawRequest, RawResponse } from './raw-request.js';
import type { RequestConcern, RequestFinding } from './request-finding.js';
import type { RequestSettings } from './request-options.js';

/** How a framework sees the request; asked only when an event is emitted. @experimental */
export interface FrameworkView {
  /** The template that matched, such as `/orders/:id`. */
  route(): string | undefined;
  /** What authentication left at the request. */
  user(): unknown;
  /** The framework's own request object. */
  readonly request: unknown;
}

const MAX_PATH_LENGTH = 1_024;
const MAX_USER_AGENT_LENGTH = 1_024;

/**
 * What is known about one request while it is being answered. Found by the raw request with `observedRequest`, or inside
 * of it with `currentRequest`.
 *
 * @experimental
 */
export class ObservedRequest implements EventListener {
  // Declared and set once, in the constructor: fields of the language are written twice, private ones by a slower way, for every request.
  declare readonly raw: RawRequest;
  declare readonly response: RawResponse;
  declare readonly settings: RequestSettings;
  /** The innermost framework that handles it: Nest knows more than the Express below it. */
  declare framework: FrameworkView | undefined;
  /** Set by libraries that know who acts; wins over the option `actor`. */
  declare actor: Actor | undefined;
  /** A name of the session, never its cookie. */
  declare session: { readonly id: string } | undefined;
  /** The error that the framework was given, if any. */
  declare error: unknown;
  /** Its status has been decided. */
  declare answered: boolean;
  declare private _findings: Map<RequestConcern, RequestFinding> | undefined;
  declare private _claimed: Set<RequestConcern> | undefined;
  declare private _clientAddress: string | undefined;
  declare private _correlationId: string | undefined;

  constructor(raw: RawRequest, response: RawResponse, settings: RequestSettings) {
    this.raw = raw;
    this.response = response;
    this.settings = settings;
    this.framework = undefined;
    this.actor = undefined;
    this.session = undefined;
    this.error = undefined;
    this.answered = false;
    this._findings = undefined;
    this._claimed = undefined;
    this._clientAddress = undefined;
    this._correlationId = undefined;
  }

  /** Remembers what a library found out, for the event of the answer: a 401, 403, 400 or 429. The last word wins. */
  note(finding: RequestFinding): void {
    this._findings ??= new Map();
    this._findings.set(finding.concern, finding);
  }

  finding<C extends RequestFinding['concern']>(concern: C): Extract<RequestFinding, { concern: C }> | undefined {
    return this._findings?.get(concern) as Extract<RequestFinding, { concern: C }> | undefined;
  }

  /** True the first time: the caller may emit the request's one event about this concern, everybody else must not. */
  claim(concern: RequestConcern): boolean {
    this._claimed ??= new Set();
    if (this._claimed.has(concern)) return false;
    this._claimed.add(concern);
    return true;
  }

  /** Called for every security event in the request, whoever emits it: the better event silences the answer's own. */
  emitted(eventName: string): void {
    const concern = concernOfEvent(eventName);
    if (concern !== undefined) this.claim(concern);
  }

  get route(): string | undefined {
    const { framework } = this;
    return (
      framework &&
      unharmed('ERR_REQUEST_NOT_OBSERVED', 'the route of a request could not be read', () => framework.route())
    );
  }

  /** Without the query, which may hold secrets. */
  get path(): string {
    const { url = '' } = this.raw;
    const original = (this.raw as { readonly originalUrl?: unknown }).originalUrl; // Express shortens `url` in routers
    const whole = typeof original === 'string' ? original : url;
    return (whole.split(/[?#]/, 1)[0] as string).slice(0, MAX_PATH_LENGTH);
  }

  get clientAddress(): string | undefined {
    const { forwardedHeader, isTrustedProxy } = this.settings;
    this._clientAddress ??= clientAddress(
      this.raw.socket?.remoteAddress,
      this.raw.headers,
      forwardedHeader,
      isTrustedProxy,
    );
    return this._clientAddress;
  }

  /** In the generic answer and in every event of the request: the trace id if there is one, else a random UUID. */
  get correlationId(): string {
    this._correlationId ??= correlationId();
    return this._correlationId;
  }

  /** Who acts, from where, asking for what: what security events in the request inherit. `outer` wins. */
  securityContext(outer: unknown): SecurityContext {
    const { method, headers } = this.raw;
    const userAgent = headers['user-agent']?.slice(0, MAX_USER_AGENT_LENGTH);
    return {
      actor: this.actor ?? this._actorOfOption(),
      client: { address: this.clientAddress },
      session: this.session,
      userAgent,
      http: { method, route: this.route, path: this.path },
      attributes: { 'http.request.id': this.correlationId },
      ...(outer as SecurityContext | undefined),
    };
  }

  private _actorOfOption(): Actor | undefined {
    const { framework, settings, raw } = this;
    return unharmed('ERR_REQUEST_NOT_OBSERVED', 'the acting user of a request could not be found', () => {
      const user = framework === undefined ? (raw as { readonly user?: unknown }).user : framework.user();
      return settings.actor(user, framework?.request ?? raw);
    });
  }
}
