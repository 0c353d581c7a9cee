import {
  EVENT_SECURITY_AUDIT_LOG_DELETE,
  EVENT_SECURITY_AUDIT_LOG_DELIVERY_FAILURE,
  EVENT_SECURITY_AUDIT_LOG_INTEGRITY_FAILURE,
  EVENT_SECURITY_AUDIT_LOG_STOP,
  EVENT_SECURITY_CONFIG_CHANGE,
  EVENT_SECURITY_SYS_MONITOR_DISABLE,
} from '@otelseal/semantic-conventions';
import { Campaigns } from '../../counting/campaigns.js';
import { markOfText } from '../../counting/combine-keys.js';
import type { Activity, Detector, DetectorResources, Finding } from '../../detector.js';
import type { IncidentSeverity } from '../../incident.js';

/**
 * Somebody makes the log blind: deletes it, changes it, switches it off, or it falls silent.
 *
 * @experimental
 */
export interface LoggingTamperedOptions {
  /** No security event for so long is silence, in milliseconds… */
  readonly silenceMs: number;
  /** …if there were at least so many in each of the three hours before, … */
  readonly minPerHour: number;
  /** …and it is so many times as long as the usual gap between two. */
  readonly timesUsualGap: number;
  /** Parts of names of settings that are about logging, in lower case. */
  readonly settings: readonly string[];
}

/** @experimental */
export const LOGGING_TAMPERED_DEFAULTS: LoggingTamperedOptions = Object.freeze({
  silenceMs: 600_000,
  minPerHour: 120,
  timesUsualGap: 20,
  settings: Object.freeze(['log', 'audit', 'otel', 'monitor', 'alert', 'siem', 'retention']),
});

const DEEDS: Readonly<Record<string, readonly [severity: IncidentSeverity, what: string]>> = Object.freeze({
  [EVENT_SECURITY_AUDIT_LOG_DELETE]: ['critical', 'log data was deleted'],
  [EVENT_SECURITY_AUDIT_LOG_INTEGRITY_FAILURE]: ['critical', 'the log was changed'],
  [EVENT_SECURITY_AUDIT_LOG_DELIVERY_FAILURE]: ['medium', 'log data could not be delivered'],
  [EVENT_SECURITY_AUDIT_LOG_STOP]: ['low', 'a log was closed'],
  [EVENT_SECURITY_SYS_MONITOR_DISABLE]: ['high', 'a monitor was switched off'],
  [EVENT_SECURITY_CONFIG_CHANGE]: ['high', 'settings of logging were changed'],
});
const SILENCE_KEY = 2;
const HOUR_MS = 3_600_000;

/** @experimental */
export function loggingTampered(options: LoggingTamperedOptions, { memory, quietMs }: DetectorResources): Detector {
  const campaigns = new Campaigns(quietMs, memory);
  let silentSinceMs: number | undefined;

  const isAboutLogging = (setting: string | undefined): boolean => {
    const name = setting?.toLowerCase() ?? '';
    return options.settings.some((part) => name.includes(part));
  };

  return {
    name: 'logging_tampered',
    subscribes: Object.keys(DEEDS),
    bytes: campaigns.bytes,

    observe({ eventName, keys, details }, nowMs) {
      const deed = DEEDS[eventName];
      if (deed === undefined) return undefined;
      if (eventName === EVENT_SECURITY_CONFIG_CHANGE && !isAboutLogging(details.monitor)) return undefined;
      const [severity, what] = deed;
      const key = keys.actor ?? keys.target ?? markOfText(details.service ?? '');
      campaigns.begin(key, nowMs, 1, nowMs);
      const { count, sinceMs } = campaigns;
      return {
        severity,
        confidence: 'high',
        subject: keys.actor === undefined ? 'service' : 'account',
        key,
        count,
        sinceMs,
        what,
      };
    },

    idle(nowMs: number, { lastMs, perHour }: Activity): Finding | undefined {
      if (lastMs === 0 || lastMs === silentSinceMs || perHour < options.minPerHour) return undefined;
      const enough = Math.max(options.silenceMs, (options.timesUsualGap * HOUR_MS) / perHour);
      if (nowMs - lastMs < enough) return undefined;
      silentSinceMs = lastMs;
      const what = 'no security event for much longer than usual';
      return {
        severity: 'medium',
        confidence: 'low',
        subject: 'service',
        key: SILENCE_KEY,
        count: 1,
        sinceMs: lastMs,
        what,
      };
    },
  };
}
