import type { ThresholdChanges } from './detection-thresholds.js';
import type { DetectorName } from './detector.js';
import { DEFAULT_RUNBOOKS } from './detector-profiles.js';
import type { Suppression } from './suppressions.js';

/**
 * Other thresholds for some routes or tenants. The first that fits an event holds; its detectors count apart from all others.
 *
 * @experimental
 */
export interface ThresholdOverride {
  /** `http.route`, else `url.path`, as the event says it. */
  readonly route?: string | undefined;
  readonly tenant?: string | undefined;
  readonly thresholds: ThresholdChanges;
}

/**
 * Settings of the detection core.
 *
 * @experimental
 */
export interface DetectionOptions {
  /** All that detectors remember, in bytes, reserved at the start. Default 33,554,432 (32 MiB); at least 1 MiB. */
  readonly memoryBytes: number;
  /** How long nothing may happen until an incident is over. Default 900,000 ms: within it a success belongs to the attack. */
  readonly quietMs: number;
  /** Incidents of one detector open at the same time; what is more becomes one about the whole service. Default 50. */
  readonly maxOpenPerDetector: number;
  /** Whether other instances see a part of the same attack: partial counts are said for rules that add them up. Default false. */
  readonly severalInstances: boolean;
  /** Detectors that are left out. Default none. */
  readonly disable: readonly DetectorName[];
  /** Changed thresholds. Default: those of `DETECTION_THRESHOLDS`. */
  readonly thresholds: ThresholdChanges;
  /** Thresholds for single routes and tenants, at most 16. Default none. */
  readonly overrides: readonly ThresholdOverride[];
  /** Incidents that are expected. Default none. */
  readonly suppress: readonly Suppression[];
  /** Address of your runbooks with `{detector}` in it. Default: the pages of `@otelseal/operations`. */
  readonly runbooks: string;
}

/**
 * The settings that hold where none are given.
 *
 * @experimental
 */
export const DETECTION_DEFAULTS: DetectionOptions = Object.freeze({
  memoryBytes: 33_554_432,
  quietMs: 900_000,
  maxOpenPerDetector: 50,
  severalInstances: false,
  disable: Object.freeze([]),
  thresholds: Object.freeze({}),
  overrides: Object.freeze([]),
  suppress: Object.freeze([]),
  runbooks: DEFAULT_RUNBOOKS,
});
