import {
  EVENT_SECURITY_AUTHZ_FAILURE,
  EVENT_SECURITY_INPUT_DESERIALIZATION_FAILURE,
  EVENT_SECURITY_INPUT_VALIDATION_DISCRETE_FAILURE,
  EVENT_SECURITY_INPUT_VALIDATION_FAILURE,
  EVENT_SECURITY_INPUT_WEBHOOK_SIGNATURE_FAILURE,
  EVENT_SECURITY_MALICIOUS_DIRECT_REFERENCE,
  EVENT_SECURITY_MALICIOUS_EXCESS_404,
  EVENT_SECURITY_MALICIOUS_EXTRANEOUS,
  EVENT_SECURITY_MALICIOUS_INJECTION,
  EVENT_SECURITY_MALICIOUS_SQLI,
} from '@otelseal/semantic-conventions';
import { Campaigns } from '../../counting/campaigns.js';
import { markOfText } from '../../counting/combine-keys.js';
import { DistinctWindows } from '../../counting/distinct-windows.js';
import { LeakyBuckets } from '../../counting/leaky-buckets.js';
import type { Detector, DetectorResources, Finding } from '../../detector.js';
import type { Key, SecurityFact } from '../../security-fact.js';
import { bytesOf } from '../bytes-of.js';
import { volumeSeverity } from '../volume-severity.js';

/**
 * Somebody looks for holes: input that is refused in many fields or with attack patterns, paths that do not exist or are not his.
 *
 * @experimental
 */
export interface ProbingOptions {
  /** Refused input of one client within the window, over so many fields or routes. */
  readonly minFailures: number;
  readonly minFields: number;
  readonly windowMs: number;
  /** How often an attack pattern counts; patterns alone reach the threshold also in one field. */
  readonly patternWeight: number;
  /** Different refused paths of one client that fit before the bucket overflows. */
  readonly pathCapacity: number;
  readonly pathLeakMs: number;
}

/** @experimental */
export const PROBING_DEFAULTS: ProbingOptions = Object.freeze({
  minFailures: 10,
  minFields: 3,
  windowMs: 60_000,
  patternWeight: 3,
  pathCapacity: 10,
  pathLeakMs: 10_000,
});

const COUNTED = 32;
const PATTERNS: ReadonlySet<string> = new Set([
  EVENT_SECURITY_INPUT_DESERIALIZATION_FAILURE,
  EVENT_SECURITY_MALICIOUS_INJECTION,
  EVENT_SECURITY_MALICIOUS_SQLI,
]);
const INPUT: ReadonlySet<string> = new Set([
  EVENT_SECURITY_INPUT_VALIDATION_FAILURE,
  EVENT_SECURITY_INPUT_VALIDATION_DISCRETE_FAILURE,
  EVENT_SECURITY_INPUT_WEBHOOK_SIGNATURE_FAILURE,
  EVENT_SECURITY_MALICIOUS_EXTRANEOUS,
  ...PATTERNS,
]);

/** @experimental */
export function probing(options: ProbingOptions, { memory, quietMs }: DetectorResources): Detector {
  const input = new DistinctWindows({ windowMs: options.windowMs, distinct: COUNTED }, memory.part(0.35));
  const patterns = new DistinctWindows({ windowMs: options.windowMs, distinct: 1 }, memory.part(0.15));
  const paths = new LeakyBuckets(
    { capacity: options.pathCapacity, leakIntervalMs: options.pathLeakMs, blackholeMs: 0, distinct: COUNTED },
    memory.part(0.3),
  );
  const campaigns = new Campaigns(quietMs, memory.part(0.2));

  function isInputProbed(source: Key, { eventName, details }: SecurityFact, nowMs: number): boolean {
    if (!INPUT.has(eventName)) return false;
    const isPattern = PATTERNS.has(eventName);
    const weight = isPattern ? options.patternWeight : 1;
    const route = details.route ?? '';
    const [field = ''] = details.fields;
    input.add(source, markOfText(`${route}\0${field}`), nowMs, weight);
    for (const other of details.fields.slice(1)) input.add(source, markOfText(`${route}\0${other}`), nowMs, 0);
    if (isPattern) {
      patterns.add(source, 1, nowMs, weight);
      if (patterns.events >= options.minFailures) return true;
    }
    return input.events >= options.minFailures && input.distinct >= options.minFields;
  }

  /** Events behind the weighted count. */
  function refusals(source: Key, nowMs: number): number {
    const extra = patterns.look(source, nowMs) ? patterns.events * (1 - 1 / options.patternWeight) : 0;
    return Math.max(1, Math.round(input.events - extra));
  }

  function isPathProbed(source: Key, { details }: SecurityFact, nowMs: number): boolean {
    if (details.path === undefined) return false;
    return paths.pour(source, nowMs, markOfText(details.path)) === 'overflow';
  }

  return {
    name: 'probing',
    subscribes: [
      ...INPUT,
      EVENT_SECURITY_AUTHZ_FAILURE,
      EVENT_SECURITY_MALICIOUS_DIRECT_REFERENCE,
      EVENT_SECURITY_MALICIOUS_EXCESS_404,
    ],
    bytes: bytesOf(input, patterns, paths, campaigns),

    observe(fact, nowMs): Finding | undefined {
      const source = fact.keys.client ?? fact.keys.session ?? fact.keys.actor;
      if (source === undefined) return undefined;
      const byInput = isInputProbed(source, fact, nowMs);
      const byPath = isPathProbed(source, fact, nowMs);
      if (byInput) campaigns.begin(source, nowMs, refusals(source, nowMs), input.sinceMs);
      else if (byPath || fact.eventName === EVENT_SECURITY_MALICIOUS_EXCESS_404) {
        campaigns.begin(source, nowMs, byPath ? paths.count : 1, byPath ? paths.sinceMs : nowMs);
      } else if (!campaigns.goesOn(source, nowMs)) return undefined;
      return {
        severity: volumeSeverity(campaigns.count, options.minFailures),
        confidence: 'medium',
        subject: fact.keys.client === undefined ? 'account' : 'source',
        key: source,
        count: campaigns.count,
        sinceMs: campaigns.sinceMs,
        what: byPath ? 'many paths tried that are not there or not allowed' : 'input refused again and again',
      };
    },
  };
}
