import type { ReadWriteLogRecord } from '@opentelemetry/sdk-logs';
import type { SelfTelemetry } from '@otelseal/semantic-conventions';
import type { DetectionOptions } from '../detection-options.js';
import type { DetectorName } from '../detector.js';
import type { Incident } from '../incident.js';
import type { SecurityFact } from '../security-fact.js';
import type { IncidentSink } from '../sinks/incident-sink.js';
import type { RecordOrigin } from './incident-record.js';

/**
 * What happens besides recording an incident.
 *
 * `respond`: `onIncident` is called. `observe`: it is not; incidents are recorded, counted and sent all the same, so that a rule can be
 * watched for a while before it may act.
 *
 * @experimental
 */
export type DetectionMode = 'observe' | 'respond';

/**
 * Settings of the detecting processor.
 *
 * @experimental
 */
export interface DetectingOptions extends Partial<DetectionOptions> {
  /** Default `respond`. */
  readonly mode?: DetectionMode | undefined;
  /** Detectors that only observe while the mode is `respond`. Default none. */
  readonly observeOnly?: readonly DetectorName[] | undefined;
  /** The application's own answer, such as asking for a second factor. Called within `emit`; what it throws is counted and reported. */
  readonly onIncident?: ((incident: Incident) => void) | undefined;
  /** Where incidents are sent. Default nowhere: they are in the log. */
  readonly sinks?: readonly IncidentSink[] | undefined;
}

/**
 * What the processor takes from the outside world.
 *
 * @experimental
 */
export interface DetectingPorts {
  /** The detection facts of a record; `detectionFactsOf` of `@otelseal/log-processors`. */
  factsOf(record: object): SecurityFact | undefined;
  /** How many events the record stands for, as a line `message repeated 5 times` does. At most 100 count. Default: 1. */
  timesOf?(record: ReadWriteLogRecord): number;
  /** Takes a record that tells what was noticed, into the pipeline behind sanitizing. */
  emit(record: EmittedRecord): void;
  /** Names of a suppression, which the configuration gives raw, as records show them. Default: they are left out. */
  shown?(names: SuppressedNames): SuppressedNames;
  /** Milliseconds since the epoch. Default: the system clock. */
  readonly nowMs?: (() => number) | undefined;
  readonly telemetry?: SelfTelemetry | undefined;
}

/**
 * Whom a suppression is about.
 *
 * @experimental
 */
export interface SuppressedNames {
  readonly actor?: string | undefined;
  /** An address, or the first one of a network. */
  readonly client?: string | undefined;
}

/**
 * A record of ours, not yet enriched.
 *
 * @experimental
 */
export interface EmittedRecord extends Partial<RecordOrigin> {
  readonly eventName: string;
  readonly attributes: Record<string, unknown>;
  readonly atMs: number;
}
