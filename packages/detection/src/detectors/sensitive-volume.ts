import { Campaigns } from '../counting/campaigns.js';
import { OwnBaseline } from '../counting/own-baseline.js';
import type { Detector, DetectorName, DetectorResources } from '../detector.js';
import { type IncidentSeverity, SEVERITY_RANK } from '../incident.js';
import { bytesOf } from './bytes-of.js';

/**
 * Thresholds of detectors that compare an actor with himself.
 *
 * @experimental
 */
export interface SensitiveVolumeOptions {
  /** One period, in milliseconds. */
  readonly periodMs: number;
  /** Records in a period that are never too many. */
  readonly floor: number;
  /** Times what the actor usually touches in a period. */
  readonly timesUsual: number;
  /** The same for a service account of which nothing is known yet: jobs read as much from their first hour on. */
  readonly serviceFloor: number;
  /** Records in a period that are high whatever is usual. */
  readonly highRecords: number;
}

/** What one detector of volume looks for. */
interface VolumeRule {
  readonly name: DetectorName;
  readonly events: readonly string[];
  readonly severity: IncidentSeverity;
  readonly what: string;
}

/** Records touched by one actor in a period, against his own baseline. */
export function sensitiveVolume(
  rule: VolumeRule,
  options: SensitiveVolumeOptions,
  resources: DetectorResources,
): Detector {
  const { memory, quietMs } = resources;
  const baseline = new OwnBaseline(options, memory.part(0.8));
  const campaigns = new Campaigns(quietMs, memory.part(0.2));

  return {
    name: rule.name,
    subscribes: rule.events,
    bytes: bytesOf(baseline, campaigns),

    observe({ keys, details, outcome }, nowMs) {
      const actor = keys.actor ?? keys.session ?? keys.client;
      if (actor === undefined || outcome === 'failure') return undefined;
      const firstFloor = details.actorType === 'service' ? options.serviceFloor : 0;
      const isTooMuch = baseline.add(actor, details.count ?? 1, nowMs, firstFloor);
      if (isTooMuch) campaigns.begin(actor, nowMs, baseline.events, baseline.sinceMs);
      else if (!campaigns.goesOn(actor, nowMs)) return undefined;
      const isHigh = baseline.amount >= options.highRecords && SEVERITY_RANK[rule.severity] < SEVERITY_RANK.high;
      return {
        severity: isHigh ? 'high' : rule.severity,
        confidence: 'medium',
        subject: 'account',
        key: actor,
        count: campaigns.count,
        sinceMs: campaigns.sinceMs,
        what: rule.what,
      };
    },
  };
}
