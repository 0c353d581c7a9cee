import { type Context, ROOT_CONTEXT } from '@opentelemetry/api';
import type { LogRecordProcessor, ReadableLogRecord, ReadWriteLogRecord } from '@opentelemetry/sdk-logs';
import {
  ATTR_AUDIT_ACTOR_ID,
  ATTR_AUDIT_ACTOR_TYPE,
  ATTR_SECURITY_DATA_COUNT,
  ATTR_SECURITY_REASON,
  EVENT_SECURITY_AUDIT_LOG_DELIVERY_FAILURE,
  EVENT_SECURITY_AUDIT_LOG_DELIVERY_RECOVERY,
  type SelfTelemetry,
} from '@otelseal/semantic-conventions';

import { type DeliveryNotice, DeliveryWatch } from './delivery-watch.js';

/** Notices that wait for the first record, whose resource says who speaks: one for each kind of trouble, twice. */
const MAX_WAITING = 16;
const SCOPE = Object.freeze({ name: '@otelseal/node', version: '0.1.0' });
const EVENTS = {
  failure: EVENT_SECURITY_AUDIT_LOG_DELIVERY_FAILURE,
  recovery: EVENT_SECURITY_AUDIT_LOG_DELIVERY_RECOVERY,
} as const;

/** Milliseconds: `monotonic` only goes forward, `wall` since 1970. */
export interface NoticeClock {
  monotonic(): number;
  wall(): number;
}

const SYSTEM_CLOCK: NoticeClock = { monotonic: () => performance.now(), wall: Date.now };

/** What a notice goes through. It holds nothing of the application: nothing is to be sanitized or detected. */
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
  #resource: ReadableLogRecord['resource'] | undefined;
  #stages: FollowingStages | undefined;
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

  /** The first stage; it learns from the first record who speaks, and notices go through the given stages from then on. */
  before(stages: FollowingStages): LogRecordProcessor {
    this.#stages = stages;
    const { enrich } = stages;
    const learn = (record: ReadWriteLogRecord): void => {
      this.#resource = record.resource;
      if (this.#waiting.length > 0) this.#schedule();
    };
    return {
      onEmit: (record: ReadWriteLogRecord, context?: Context): void => {
        if (this.#resource === undefined) learn(record);
        enrich.onEmit(record, context);
      },
      ...(enrich.enabled === undefined ? {} : { enabled: (options) => enrich.enabled?.(options) ?? true }),
      forceFlush: () => enrich.forceFlush(),
      shutdown: () => {
        this.#ended = true; // the streams are closed next: what comes now has nowhere to go
        return enrich.shutdown();
      },
    };
  }

  #take(notices: readonly DeliveryNotice[]): void {
    if (this.#ended) return;
    this.#waiting.push(...notices);
    this.#waiting.splice(0, Math.max(0, this.#waiting.length - MAX_WAITING));
    if (this.#resource !== undefined) this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      for (const notice of this.#waiting.splice(0)) this.#emit(notice);
    }).unref();
  }

  #emit({ kind, trouble, count }: DeliveryNotice): void {
    if (this.#ended || this.#resource === undefined || this.#stages === undefined) return;
    const wallMs = this.#clock.wall();
    const hrTime = [Math.floor(wallMs / 1_000), (Math.floor(wallMs) % 1_000) * 1_000_000] as [number, number];
    const record = {
      hrTime,
      hrTimeObserved: hrTime,
      eventName: EVENTS[kind],
      attributes: {
        [ATTR_AUDIT_ACTOR_TYPE]: 'system',
        [ATTR_AUDIT_ACTOR_ID]: 'otelseal',
        [ATTR_SECURITY_REASON]: trouble,
        [ATTR_SECURITY_DATA_COUNT]: count,
      },
      resource: this.#resource,
      instrumentationScope: SCOPE,
      droppedAttributesCount: 0,
    } as ReadableLogRecord as ReadWriteLogRecord;
    this.#stages.enrich.onEmit(record, ROOT_CONTEXT);
    this.#stages.seal.onEmit(record, ROOT_CONTEXT);
  }
}
