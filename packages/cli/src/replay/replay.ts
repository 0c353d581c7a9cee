import {
  DetectionEngine,
  type DetectionOptions,
  type DetectorName,
  type Incident,
  type Noticed,
  shownParties,
} from '@otelseal/detection';
import { factsOfAttributes, type KeyedDigest } from '@otelseal/log-processors';
import { FactCoverage } from './fact-coverage.js';
import { ReorderWindow } from './reorder-window.js';
import type { ReplayedRecord } from './replayed-record.js';
import { type Placed, SteadyTime } from './steady-time.js';

/** As far as records of several writers are out of order in practice. */
const REORDER_MS = 300_000;
/** Held to be put in order; at about 1 kB each, 200 MB at the most. */
const MAX_HELD = 200_000;

/** As far as an event may be from the time of the others: twice what is put in order. */
const STEP_MS = 600_000;
/** A log that goes on elsewhere in time does so for more than a few lines. */
const ENOUGH = 20;

/** What the sanitizer left of a value that is not shown: it would be one person for all. */
const REDACTED = /^\[REDACTED(?::[\w-]{1,64})?\]$/;

/** Stored events through the detectors, at their own times. */
export class Replay {
  readonly coverage: FactCoverage = new FactCoverage();
  readonly #engine: DetectionEngine;
  readonly #digest: KeyedDigest;
  readonly #order = new ReorderWindow<ReplayedRecord>({ windowMs: REORDER_MS, maxHeld: MAX_HELD });
  readonly #steady = new SteadyTime<ReplayedRecord>({ stepMs: STEP_MS, enough: ENOUGH });
  readonly #suppressed = new Map<DetectorName, number>();
  readonly #unused = new Set<string>();
  #failed = 0;
  #events = 0;

  /** @throws DetectionOptionsError */
  constructor(options: Partial<DetectionOptions>, digest: KeyedDigest) {
    this.#digest = digest;
    this.#engine = new DetectionEngine(options, {
      detectorFailed: () => {
        this.#failed += 1;
      },
    });
  }

  /** Events that the detectors have seen. */
  get events(): number {
    return this.#events;
  }

  /** Events that came too late to be put in order. */
  get late(): number {
    return this.#order.late;
  }

  /** Events whose times were far from those around them. */
  get astray(): number {
    return this.#steady.astray;
  }

  /** How often a detector broke off. */
  get failed(): number {
    return this.#failed;
  }

  /** How often suppressions of the configuration kept an incident of a detector back. */
  get suppressed(): ReadonlyMap<DetectorName, number> {
    return this.#suppressed;
  }

  /** Reasons of suppressions that kept nothing back, known at the end. */
  get unused(): ReadonlySet<string> {
    return this.#unused;
  }

  /** Takes the next record of the source. @returns incidents that are over by now, with their totals */
  add(record: ReplayedRecord): readonly Incident[] {
    return [...this.#steady.add(record)].flatMap((placed) => this.#place(placed));
  }

  /** Nothing more comes. @returns what was still going on */
  end(): readonly Incident[] {
    const moved = [...this.#steady.end()].flatMap((placed) => this.#place(placed));
    const rest = [...this.#order.end()].flatMap((next) => this.#observe(next));
    return [...moved, ...rest, ...this.#ended(this.#engine.endAll())];
  }

  #place({ item, isRestart }: Placed<ReplayedRecord>): readonly Incident[] {
    const before = isRestart ? [...this.#order.restart()] : [];
    return [...before, ...this.#order.add(item)].flatMap((next) => this.#observe(next));
  }

  #observe({ eventName, attributes: stored, timeMs, recordId }: ReplayedRecord): readonly Incident[] {
    const attributes = withoutRedacted(stored);
    const serviceName = textOf(attributes['service.name']);
    const fact = factsOfAttributes({ eventName, attributes, serviceName }, this.#digest);
    this.#events += 1;
    this.coverage.note(fact);
    return this.#ended(this.#engine.observe(fact, shownParties(attributes, recordId), timeMs));
  }

  #ended(noticed: readonly Noticed[]): readonly Incident[] {
    for (const one of noticed) {
      if (one.kind === 'suppressed') this.#suppressed.set(one.detector, (this.#suppressed.get(one.detector) ?? 0) + 1);
      else if (one.kind === 'suppression' && one.state === 'ended' && one.kept === 0) {
        this.#unused.add(one.suppression.reason);
      }
    }
    return noticed.flatMap((one) => (one.kind === 'incident' && one.incident.state === 'ended' ? [one.incident] : []));
  }
}

function withoutRedacted(attributes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const shown = Object.entries(attributes).filter(([, value]) => typeof value !== 'string' || !REDACTED.test(value));
  return Object.fromEntries(shown);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
