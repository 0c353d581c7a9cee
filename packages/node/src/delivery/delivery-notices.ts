import { type Context, ROOT_CONTEXT } from '@opentelemetry/api';
import type { LogRecordProcessor, ReadableLogRecord, ReadWriteLogRecord } from '@opentelemetry/sdk-logs';
import type { SelfTelemetry } from '@otelseal/semantic-conventions';

import { type DeliveryEvent, deliveryEvent } from './delivery-event.js';
import { type DeliveryNotice, DeliveryWatch } from './delivery-watch.js';

/** Notices that wait for who tells them: one for each kind of trouble, twice. */
const MAX_WAITING = 16;
const SCOPE = Object.freeze({ name: '@otelseal/node', version: '0.1.0' });

/** Milliseconds: `monotonic` only goes forward, `wall` since 1970. */
export interface NoticeClock {
  monotonic(): number;
  wall(): number;
}

export const SYSTEM_CLOCK: NoticeClock = { monotonic: () => performance.now(), wall: Date.now };

/** What a notice goes through. */
interface FollowingStages {
  readonly enrich: LogRecordProcessor;
  readonly seal: LogRecordProcessor;
}

/**
 * Turns trouble on the way to the receiver into sealed events, once an episode. They are emitted in a turn of their own, never from within
 * the call that counted the trouble, and go the way of all records: over the spool, when the receiver is away.
 */
export class DeliveryNotices {
  readonly #watch: DeliveryWatch;
  readonly #clock: NoticeClock;
  readonly #waiting: DeliveryNotice[] = [];
  #tell: ((event: DeliveryEvent) => void) | undefined;
  #scheduled = false;
  #ended = false;

  constructor(watch: DeliveryWatch = new DeliveryWatch(), clock: NoticeClock = SYSTEM_CLOCK) {
    this.#watch = watch;
    this.#clock = clock;
  }

  /** Counts on, and watches what is counted. For the stages that seal and deliver. */
  watching(telemetry: SelfTelemetry): SelfTelemetry {
    return {
      add: (metric, value, labels) => {
        telemetry.add(metric, value, labels);
        const notices = this.#watch.observe(metric, value, labels, this.#clock.monotonic);
        if (notices.length > 0) this.#take(notices);
      },
      reportOnce: (code, message, cause) => telemetry.reportOnce(code, message, cause),
    };
  }

  /** From now on notices are told so; what waited comes first. */
  tellTo(tell: (event: DeliveryEvent) => void): void {
    this.#tell = tell;
    if (this.#waiting.length > 0) this.#schedule();
  }

  /** No more notices: the streams are closed next, and what comes now has nowhere to go. */
  end(): void {
    this.#ended = true;
  }

  /** The first stage; it learns from the first record who speaks, and notices go through the given stages from then on. */
  before(stages: FollowingStages): LogRecordProcessor {
    const { enrich } = stages;
    return {
      onEmit: (record: ReadWriteLogRecord, context?: Context): void => {
        if (this.#tell === undefined) {
          const { resource } = record;
          this.tellTo((event) => this.#emit(event, resource, stages));
        }
        enrich.onEmit(record, context);
      },
      ...(enrich.enabled === undefined ? {} : { enabled: (options) => enrich.enabled?.(options) ?? true }),
      forceFlush: () => enrich.forceFlush(),
      shutdown: () => {
        this.end();
        return enrich.shutdown();
      },
    };
  }

  #take(notices: readonly DeliveryNotice[]): void {
    if (this.#ended) return;
    this.#waiting.push(...notices);
    this.#waiting.splice(0, Math.max(0, this.#waiting.length - MAX_WAITING));
    if (this.#tell !== undefined) this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      for (const notice of this.#waiting.splice(0)) if (!this.#ended) this.#tell?.(deliveryEvent(notice));
    }).unref();
  }

  #emit({ eventName, attributes }: DeliveryEvent, resource: ReadableLogRecord['resource'], to: FollowingStages): void {
    const wallMs = this.#clock.wall();
    const hrTime = [Math.floor(wallMs / 1_000), (Math.floor(wallMs) % 1_000) * 1_000_000] as [number, number];
    const record = {
      ...{ hrTime, hrTimeObserved: hrTime, eventName, attributes: { ...attributes }, resource },
      ...{ instrumentationScope: SCOPE, droppedAttributesCount: 0 },
    } as ReadableLogRecord as ReadWriteLogRecord;
    to.enrich.onEmit(record, ROOT_CONTEXT);
    to.seal.onEmit(record, ROOT_CONTEXT);
  }
}
