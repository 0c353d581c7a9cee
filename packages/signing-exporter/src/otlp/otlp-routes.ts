import type { Clock } from '../ports/clock.js';
import { jsonCodec } from './json-codec.js';
import { type OtlpOptions, type OtlpTransport, otlpTransport } from './otlp-transport.js';
import { protobufCodec } from './protobuf-codec.js';
import type { RecordCodec } from './record-codec.js';

/** One encoding, and the connection that takes requests in it. */
export interface OtlpRoute {
  readonly codec: RecordCodec;
  readonly transport: OtlpTransport;
}

/** Segments that another process wrote may be in the other encoding; the receiver takes both. */
export class OtlpRoutes {
  readonly #otlp: OtlpOptions;
  readonly #clock: Clock;
  readonly #routes = new Map<string, OtlpRoute>();

  constructor(otlp: OtlpOptions, clock: Clock) {
    this.#otlp = otlp;
    this.#clock = clock;
  }

  /** @throws SigningError `ERR_OPTION_INVALID` for settings that make no request */
  of(contentType: RecordCodec['contentType']): OtlpRoute {
    const known = this.#routes.get(contentType);
    if (known !== undefined) return known;
    const codec = contentType === 'application/json' ? jsonCodec() : protobufCodec();
    const route = { codec, transport: otlpTransport(this.#otlp, codec, this.#clock) };
    this.#routes.set(contentType, route);
    return route;
  }

  get transports(): readonly OtlpTransport[] {
    return [...this.#routes.values()].map(({ transport }) => transport);
  }
}
