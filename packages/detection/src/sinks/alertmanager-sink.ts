import type { Incident } from '../incident.js';
import { type AddressRules, guardedUrl } from './guarded-address.js';
import type { IncidentSink } from './incident-sink.js';
import { isUrgent } from './is-urgent.js';
import { NOTIFICATION_LIMITS, type NotificationLimits, NotificationQueue } from './notification-queue.js';
import { postJson } from './post-json.js';

/**
 * Settings of the Alertmanager sink.
 *
 * @experimental
 */
export interface AlertmanagerOptions extends AddressRules {
  /** Sent with every request, such as a token. Default none. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Labels of every alert, such as `cluster`. Default none. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** Open incidents are said again so often, because Alertmanager takes silence for an end. Default 60,000 ms. */
  readonly resendEveryMs?: number | undefined;
  readonly limits?: Partial<NotificationLimits> | undefined;
}

/** An alert of API version 2. */
interface Alert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly generatorURL: string;
}

const RESEND_EVERY_MS = 60_000;
/** An alert that is not said again for so many rounds is over. */
const ROUNDS = 4;
/** Said again at once; more are left to end by themselves. */
const MOST_RESENT = 1_000;

/**
 * Keeps one alert per open incident in an Alertmanager (`POST /api/v2/alerts`): fired when it opens, replaced when its severity rises,
 * resolved when it ends.
 *
 * @experimental
 * @throws DetectionOptionsError
 * @example
 * alertmanagerSink({ url: 'https://alertmanager.example' });
 */
export function alertmanagerSink(options: AlertmanagerOptions, nowMs: () => number = Date.now): IncidentSink {
  const { headers = {}, labels = {}, allowPrivateNetwork = false, resendEveryMs = RESEND_EVERY_MS } = options;
  const base = guardedUrl(options, 'alertmanager.url');
  const url = new URL(`${base.pathname.replace(/\/$/, '')}/api/v2/alerts`, base);
  const limits = { ...NOTIFICATION_LIMITS, ...options.limits };
  const queue = new NotificationQueue(
    'alertmanager',
    limits,
    (body) => postJson({ url, body, headers, timeoutMs: limits.timeoutMs, allowPrivateNetwork }),
    nowMs,
  );
  const open = new Map<string, Incident>();
  let timer: NodeJS.Timeout | undefined;

  const firing = (incident: Incident): Alert => alertOf(incident, labels, nowMs() + ROUNDS * resendEveryMs);
  const resolved = (incident: Incident): Alert => alertOf(incident, labels, nowMs());

  function resend(): void {
    if (open.size > 0) queue.add(JSON.stringify([...open.values()].slice(0, MOST_RESENT).map(firing)), true);
  }

  return {
    name: 'alertmanager',
    start(reports) {
      queue.report(reports);
      timer = setInterval(resend, resendEveryMs).unref();
    },
    send(incident) {
      const before = open.get(incident.id);
      const alerts = before !== undefined && isOther(resolved(before), firing(incident)) ? [resolved(before)] : [];
      if (incident.state === 'ended') {
        open.delete(incident.id);
        alerts.push(resolved(incident));
      } else {
        open.set(incident.id, incident);
        alerts.push(firing(incident));
      }
      queue.add(JSON.stringify(alerts), isUrgent(incident));
    },
    flush: () => queue.flush(),
    async stop() {
      clearInterval(timer);
      await queue.flush();
    },
  };
}

/** An alert is known by its labels: one with a changed label does not replace the one before. */
function isOther(before: Alert, now: Alert): boolean {
  return JSON.stringify(before.labels) !== JSON.stringify(now.labels);
}

function alertOf(incident: Incident, labels: Readonly<Record<string, string>>, endsMs: number): Alert {
  const { detector, severity, subject, id, service, tenant } = incident;
  const named = {
    service,
    tenant,
    source: incident.sources.distinct === 1 ? incident.source : undefined,
    user: incident.user,
  };
  return {
    labels: {
      ...labels,
      alertname: `otelseal_${detector}`,
      detector,
      severity,
      subject,
      incident: id,
      ...Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)),
    },
    annotations: {
      summary: incident.summary,
      description: incident.response,
      runbook_url: incident.runbook,
      attack: incident.attack.join(', '),
      events: String(incident.count),
    },
    startsAt: new Date(incident.firstMs).toISOString(),
    endsAt: new Date(Math.max(endsMs, incident.firstMs + 1)).toISOString(),
    generatorURL: incident.runbook,
  };
}
