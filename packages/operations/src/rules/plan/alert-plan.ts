import type { SigmaLevel } from '../sigma/sigma-rule.js';
import type { Filter } from './filter.js';

/** What every alert has, whichever back end it runs on. */
interface AlertHead {
  /** Name of the Sigma file; alerts of one file belong together. */
  readonly source: string;
  readonly name: string;
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly level: SigmaLevel;
  readonly tags: readonly string[];
  readonly falsePositives: readonly string[];
  readonly references: readonly string[];
  readonly runbook: string;
  /** How far back an evaluation looks, in milliseconds. */
  readonly windowMs: number;
}

/**
 * Every event that matches is an alert.
 *
 * @experimental
 */
export interface EventAlert extends AlertHead {
  readonly kind: 'events';
  readonly filter: Filter;
  /** What the alert shows; at least one of them is always there. */
  readonly fields: readonly string[];
}

/**
 * Something that is measured of a group of events.
 *
 * @experimental
 */
export interface Measure {
  /** Name of the Sigma rule that it comes from. */
  readonly name: string;
  readonly filter: Filter;
  readonly aggregate: 'count' | 'distinct' | 'sum';
  /** Of which distinct values are counted, or whose numbers are added up; what is no whole number from 0 to 999,999,999,999 counts as 1. */
  readonly field: string | undefined;
  readonly operator: 'gt' | 'gte';
  readonly threshold: number;
  /** Until now, in milliseconds. */
  readonly windowMs: number;
  /** The alert needs that this does not hold. */
  readonly negated: boolean;
  /** The field behind each key of the group, in the order of the keys. */
  readonly keyFields: readonly string[];
}

/**
 * Events that belong together are an alert when all measures hold.
 *
 * @experimental
 */
export interface GroupAlert extends AlertHead {
  readonly kind: 'groups';
  /** Fields, or aliases where the field differs from measure to measure. */
  readonly keys: readonly string[];
  /** The first one is never negated. */
  readonly measures: readonly Measure[];
  /** Pairs of measures, by index: the first event of the one comes before the last of the other. */
  readonly order: readonly (readonly [earlier: number, later: number])[];
}

/**
 * An alert in the form that every back end starts from.
 *
 * @experimental
 */
export type AlertPlan = EventAlert | GroupAlert;
