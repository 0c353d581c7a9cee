import type { LogRecordProcessor, ReadWriteLogRecord } from '@opentelemetry/sdk-logs';
import { checkDetectorNames } from '../check-detection-options.js';
import { DetectionEngine } from '../detection-engine.js';
import type { DetectionOptions } from '../detection-options.js';
import { DetectionOptionsError } from '../detection-options-error.js';
import type { Incident } from '../incident.js';
import type { Noticed } from '../noticed.js';
import type { SecurityFact } from '../security-fact.js';
import type { IncidentSink } from '../sinks/incident-sink.js';
import type { DetectingOptions, DetectingPorts } from './detecting-options.js';
import { DetectionReports } from './detection-reports.js';
import { noticedRecord } from './incident-record.js';
import { ShownRecord } from './shown-record.js';
import { suppressionRecord } from './suppression-record.js';

/** Incidents end within so long after their quiet time, also when no event comes. */
const LOOK_EVERY_MS = 5_000;
/** A receiver that does not answer must not hold up the end of the service: what is sent is in the log, too. */
const PATIENCE_MS = 5_000;

/** A record that says it stands for more is not believed: it could keep the engine busy. */
const MOST_TIMES = 100;

/**
 * A log record processor that watches: it stands between sanitizing and sealing, takes facts from before and names from after
 * sanitizing, and turns attacks into incidents, which are events of their own. Records pass unchanged; it never throws into the
 * application, and asks for no record on its own (`enabled` is false).
 *
 * @experimental
 * @throws DetectionOptionsError
 * @example
 * detectingProcessor({ onIncident: (i) => block(i.raw?.clientAddress) }, { factsOf: detectionFactsOf, emit });
 */
export function detectingProcessor(options: DetectingOptions, ports: DetectingPorts): LogRecordProcessor {
  return new DetectingProcessor(options, ports);
}

class DetectingProcessor implements LogRecordProcessor {
  readonly #ports: DetectingPorts;
  readonly #nowMs: () => number;
  readonly #reports: DetectionReports;
  readonly #engine: DetectionEngine;
  readonly #onIncident: DetectingOptions['onIncident'];
  readonly #observed: ReadonlySet<string>;
  readonly #sinks: readonly IncidentSink[];
  readonly #timer: NodeJS.Timeout;
  #resource: ReadWriteLogRecord['resource'] | undefined;

  constructor(options: DetectingOptions, ports: DetectingPorts) {
    const { mode = 'respond', observeOnly = [], onIncident, sinks = [], ...core } = options;
    if (mode !== 'respond' && mode !== 'observe') throw new DetectionOptionsError('`mode` must be respond or observe.');
    checkDetectorNames('observeOnly', observeOnly);
    this.#ports = ports;
    this.#nowMs = ports.nowMs ?? Date.now;
    this.#reports = new DetectionReports(ports.telemetry);
    this.#engine = new DetectionEngine(core as Partial<DetectionOptions>, this.#reports);
    this.#onIncident = mode === 'respond' ? onIncident : undefined;
    this.#observed = new Set(observeOnly);
    this.#sinks = sinks;
    for (const sink of sinks) sink.start(this.#reports);
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS).unref();
  }

  onEmit(record: ReadWriteLogRecord): void {
    const { eventName } = record;
    if (this.#resource === undefined) {
      this.#resource = record.resource;
      this.#look(); // suppressions are told of before the first record
    }
    if (eventName === undefined || eventName === '') return;
    try {
      const fact = this.#ports.factsOf(record);
      if (fact === undefined) return;
      this.#resource = record.resource;
      const nowMs = this.#nowMs();
      const shown = this.#engine.subscribes(eventName) ? new ShownRecord(record) : undefined;
      const noticed = this.#observe(record, fact, shown, nowMs);
      if (noticed.length > 0) this.#tell(noticed, nowMs, record);
    } catch (error) {
      this.#reports.failed(error);
    }
  }

  #observe(
    record: ReadWriteLogRecord,
    fact: SecurityFact,
    shown: ShownRecord | undefined,
    nowMs: number,
  ): readonly Noticed[] {
    const noticed = this.#engine.observe(fact, shown, nowMs);
    const times = Math.min(MOST_TIMES, this.#ports.timesOf?.(record) ?? 1);
    if (times === 1) return noticed;
    const more = Array.from({ length: times - 1 }, () => this.#engine.observe(fact, shown, nowMs));
    return [...noticed, ...more.flat()];
  }

  enabled(): boolean {
    return false;
  }

  async forceFlush(): Promise<void> {
    await soon(this.#sinks.map((sink) => sink.flush()));
  }

  /** Ends every incident with its totals, before the stream is sealed. */
  async shutdown(): Promise<void> {
    clearInterval(this.#timer);
    try {
      if (this.#resource !== undefined) this.#tell(this.#engine.endAll(), this.#nowMs(), undefined);
    } catch (error) {
      this.#reports.failed(error);
    }
    await soon(this.#sinks.map((sink) => sink.stop()));
  }

  /** Nothing can be told before the first record, which says whose resource it is. */
  #look(): void {
    if (this.#resource === undefined) return;
    try {
      const nowMs = this.#nowMs();
      this.#tell(this.#engine.advance(nowMs), nowMs, undefined);
    } catch (error) {
      this.#reports.failed(error);
    }
  }

  #tell(noticed: readonly Noticed[], nowMs: number, record: ReadWriteLogRecord | undefined): void {
    for (const one of noticed) {
      this.#reports.noticed(one);
      this.#record(one, nowMs, record);
      if (one.kind === 'incident') this.#notify(one.incident);
    }
    if (noticed.length > 0) this.#reports.open(this.#engine.openIncidents);
  }

  #record(noticed: Noticed, atMs: number, record: ReadWriteLogRecord | undefined): void {
    try {
      const spanContext = record?.spanContext;
      const origin = {
        ...(this.#resource === undefined ? {} : { resource: this.#resource }),
        ...(spanContext === undefined ? {} : { spanContext }),
      };
      const { shown } = this.#ports;
      const told =
        noticed.kind === 'suppression'
          ? suppressionRecord(noticed, (names) => shown?.(names) ?? {})
          : noticedRecord(noticed);
      this.#ports.emit({ ...told, atMs, ...origin });
    } catch (error) {
      this.#reports.failed(error);
    }
  }

  #notify(incident: Incident): void {
    if (this.#onIncident !== undefined && !this.#observed.has(incident.detector)) {
      try {
        this.#onIncident(incident);
        this.#reports.notified('callback', 'delivered');
      } catch (error) {
        this.#reports.notified('callback', 'failed', error);
      }
    }
    const exported: Incident = { ...incident, raw: undefined };
    for (const sink of this.#sinks) sink.send(exported);
  }
}

/** Resolves when all are done, or when it has taken long enough. */
async function soon(work: readonly Promise<void>[]): Promise<void> {
  if (work.length === 0) return;
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS);
  });
  await Promise.race([Promise.all(work), enough]);
  clearTimeout(timer);
}
