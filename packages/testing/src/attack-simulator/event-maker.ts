import type { SimulatedEvent } from './simulated-event.js';
import type { Origin } from './world.js';

type Attributes = Readonly<Record<string, unknown>>;

/** Who does it and from where. */
export interface Actor {
  readonly id: string;
  readonly type?: 'user' | 'service' | 'system';
  readonly from: Origin;
  readonly session?: string;
}

/** Makes events with running record ids; a maker of a campaign marks and remembers them. */
export class EventMaker {
  readonly recordIds: string[] = [];
  firstMs: number = Number.POSITIVE_INFINITY;
  lastMs: number = Number.NEGATIVE_INFINITY;
  readonly #prefix: string;
  readonly #campaign: string | undefined;
  #made = 0;

  constructor(prefix: string, campaign?: string) {
    this.#prefix = prefix;
    this.#campaign = campaign;
  }

  /** `outcome` is what the catalogue says of the event; `target` as [type, id]. */
  event(
    timeMs: number,
    eventName: string,
    outcome: 'success' | 'failure' | 'unknown',
    actor: Actor,
    target: readonly [type: string, id: string],
    more: Attributes = {},
    credentialTag?: number,
  ): SimulatedEvent {
    this.#made += 1;
    const recordId = `${this.#prefix}-${this.#made}`;
    if (this.#campaign !== undefined) this.#remember(recordId, timeMs);
    const { address, city, userAgent } = actor.from;
    const attributes = {
      'audit.record.id': recordId,
      'audit.actor.id': actor.id,
      'audit.actor.type': actor.type ?? 'user',
      'audit.outcome': outcome,
      'audit.target.type': target[0],
      'audit.target.id': target[1],
      'client.address': address,
      'user_agent.original': userAgent,
      'geo.country.iso_code': city.country,
      'geo.location.lat': city.latitude,
      'geo.location.lon': city.longitude,
      ...(actor.session === undefined ? {} : { 'session.id': actor.session }),
      ...(credentialTag === undefined ? {} : { 'security.attempt.tag': credentialTag }),
      ...more,
    };
    return {
      timeMs: Math.round(timeMs),
      eventName,
      attributes,
      ...(this.#campaign === undefined ? {} : { campaign: this.#campaign }),
    };
  }

  loginFailure(timeMs: number, actor: Actor, credentialTag?: number, reason = 'wrong_password'): SimulatedEvent {
    const more = { 'security.auth.method': 'password', 'security.reason': reason };
    return this.event(
      timeMs,
      'security.authn.login.failure',
      'failure',
      actor,
      ['account', actor.id],
      more,
      credentialTag,
    );
  }

  loginSuccess(timeMs: number, actor: Actor): SimulatedEvent {
    const more = { 'security.auth.method': 'password' };
    return this.event(timeMs, 'security.authn.login.success', 'success', actor, ['account', actor.id], more);
  }

  denial(timeMs: number, actor: Actor, permission: string, target: readonly [string, string]): SimulatedEvent {
    const more = { 'security.reason': 'missing_permission', 'security.permission.required': permission };
    return this.event(timeMs, 'security.authz.failure', 'failure', actor, target, more);
  }

  invalidInput(timeMs: number, actor: Actor, route: string, fields: readonly string[], rule: string): SimulatedEvent {
    const more = { 'http.route': route, 'security.validation.fields': fields, 'security.validation.rule': rule };
    return this.event(timeMs, 'security.input.validation.failure', 'failure', actor, ['route', route], more);
  }

  read(timeMs: number, actor: Actor, target: readonly [string, string]): SimulatedEvent {
    return this.event(timeMs, 'security.sensitive.read', 'success', actor, target, { 'security.data.count': 1 });
  }

  #remember(recordId: string, timeMs: number): void {
    this.recordIds.push(recordId);
    this.firstMs = Math.min(this.firstMs, timeMs);
    this.lastMs = Math.max(this.lastMs, timeMs);
  }
}
