import type { HrTime } from '@opentelemetry/api';
import type { GatewayPipeline } from '@otelseal/node/gateway';
import { decodedRecord } from '../decode/decoded-record.js';
import type { ReceivedResource, ReceivedScope } from '../received-record.js';

/** No list of tokens has such a name: what the gateway says is in no stream that a client can write to. */
const PRINCIPAL = 'gateway:self';
/** One object each, so that records group on the wire. */
const SCOPE: ReceivedScope = Object.freeze({ name: '@otelseal/gateway', version: '0.1.0' });
/** Whoever has many addresses must not fill the spool with what is said about them. */
const MAX_EVENTS_AN_HOUR = 1_000;
const HOUR_MS = 3_600_000;

export interface OwnEventsOptions {
  readonly pipeline: GatewayPipeline;
  readonly tenant: string;
  /** The gateway's own. */
  readonly service: string;
  readonly now: () => HrTime;
  /** Milliseconds that only go forward. */
  readonly monotonicMs: () => number;
}

/** What a gateway has to say about those who send, and about its own delivery, as events of the vocabulary, sealed like all others. */
export class OwnEvents {
  readonly #options: OwnEventsOptions;
  readonly #resource: ReceivedResource;
  #hourBeganMs = 0;
  #inThisHour = 0;

  constructor(options: OwnEventsOptions) {
    this.#options = options;
    this.#resource = Object.freeze({ attributes: Object.freeze({ 'service.name': options.service }) });
    // A few an hour by themselves, and not to be crowded out by what clients can cause.
    options.pipeline.onDeliveryEvent(({ eventName, attributes }) => this.#emit(eventName, attributes));
  }

  /** Credentials from one address were wrong too often. */
  tooManyWrongCredentials(address: string, { maxWrong, windowMs }: { maxWrong: number; windowMs: number }): void {
    if (!this.#mayTell()) return; // counted by the requests that were throttled
    this.#emit('security.excess.rate_limit', {
      'audit.actor.type': 'service',
      'audit.actor.id': 'anonymous',
      'audit.target.type': 'service',
      'audit.target.id': this.#options.service,
      'client.address': address,
      'http.route': '/v1/logs',
      'http.response.status_code': 429,
      'security.limit.max': maxWrong,
      'security.limit.policy': `wrong credentials in ${windowMs / 1_000} s`,
      'security.attempt.count': maxWrong,
      'security.response.action': 'throttled',
      'security.reason': 'wrong_credentials',
    });
  }

  #mayTell(): boolean {
    const nowMs = this.#options.monotonicMs();
    if (nowMs - this.#hourBeganMs >= HOUR_MS) {
      this.#hourBeganMs = nowMs;
      this.#inThisHour = 0;
    }
    this.#inThisHour += 1;
    return this.#inThisHour <= MAX_EVENTS_AN_HOUR;
  }

  #emit(eventName: string, attributes: Readonly<Record<string, unknown>>): void {
    const { pipeline, tenant, now } = this.#options;
    const at = now();
    const record = decodedRecord({
      ...{ hrTime: at, hrTimeObserved: at, severityNumber: undefined, severityText: undefined }, // as the vocabulary says
      ...{ eventName, attributes: { ...attributes }, droppedAttributesCount: 0 },
      ...{ resource: this.#resource, instrumentationScope: SCOPE },
    });
    pipeline.take([record], { principal: PRINCIPAL, tenant });
  }
}
