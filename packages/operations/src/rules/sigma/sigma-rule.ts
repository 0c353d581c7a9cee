import type { Filter } from '../plan/filter.js';

/**
 * How bad a match is, in Sigma's words.
 *
 * @experimental
 */
export type SigmaLevel = 'informational' | 'low' | 'medium' | 'high' | 'critical';

/** What both kinds of rules have. */
interface SigmaHead {
  /** File and rule, for messages. */
  readonly place: string;
  /** Name of the file, without its ending. */
  readonly source: string;
  readonly title: string;
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly level: SigmaLevel;
  readonly tags: readonly string[];
  readonly falsePositives: readonly string[];
  readonly references: readonly string[];
  /** What an alert shows of an event. */
  readonly fields: readonly string[];
  /** Name of the runbook, with hyphens. Absent: the rule is only a part of others. */
  readonly runbook: string | undefined;
}

/**
 * A rule that says which events match.
 *
 * @experimental
 */
export interface SigmaDetectionRule extends SigmaHead {
  readonly kind: 'detection';
  readonly filter: Filter;
}

/**
 * What a count is compared with.
 *
 * @experimental
 */
export interface CountCondition {
  readonly field: string | undefined;
  readonly operator: 'gt' | 'gte' | 'lt' | 'lte' | 'eq';
  readonly count: number;
}

/**
 * A rule that says how matches of other rules belong together.
 *
 * @experimental
 */
export interface SigmaCorrelationRule extends SigmaHead {
  readonly kind: 'correlation';
  readonly type: 'event_count' | 'value_count' | 'value_sum' | 'temporal' | 'temporal_ordered';
  /** Names of the rules it is about, in order. */
  readonly rules: readonly string[];
  readonly groupBy: readonly string[];
  readonly timespanMs: number;
  /** For counts. */
  readonly condition: CountCondition | undefined;
  /** For temporal rules: names that must not match. */
  readonly without: readonly string[];
  /** By alias and rule name: the field that the alias stands for. */
  readonly aliases: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * A rule of a Sigma collection.
 *
 * @experimental
 */
export type SigmaRule = SigmaDetectionRule | SigmaCorrelationRule;
