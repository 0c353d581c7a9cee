import { createHmac } from 'node:crypto';
import { DetectionOptionsError } from '../detection-options-error.js';
import type { Incident } from '../incident.js';
import { type AddressRules, guardedUrl } from './guarded-address.js';
import type { IncidentSink } from './incident-sink.js';
import { isUrgent } from './is-urgent.js';
import { NOTIFICATION_LIMITS, type NotificationLimits, NotificationQueue } from './notification-queue.js';
import { postJson } from './post-json.js';

/**
 * Settings of the webhook.
 *
 * @experimental
 */
export interface WebhookOptions extends AddressRules {
  /** Signs every body; at least 32 characters that nobody guesses. From a secret file or the environment. */
  readonly secret: string;
  /** Sent with every request, such as a token. Default none. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly limits?: Partial<NotificationLimits> | undefined;
}

/** The header that a receiver checks: `t=<seconds>,v1=<hex>`. */
const WEBHOOK_SIGNATURE_HEADER = 'x-otelseal-signature';

const SHORTEST_SECRET = 32;

/**
 * Posts every incident as one JSON object when it opens, rises and ends. The signature is the HMAC-SHA-256 of `<seconds>.<body>` under
 * the secret; a receiver refuses what is older than five minutes.
 *
 * @experimental
 * @throws DetectionOptionsError
 * @example
 * webhookSink({ url: 'https://hooks.example/incidents', secret: readFileSync('/run/secrets/webhook', 'utf8').trim() });
 */
export function webhookSink(options: WebhookOptions, nowMs: () => number = Date.now): IncidentSink {
  const { secret, headers = {}, allowPrivateNetwork = false } = options;
  const url = guardedUrl(options, 'webhook.url');
  if (typeof secret !== 'string' || secret.length < SHORTEST_SECRET) {
    throw new DetectionOptionsError(`\`webhook.secret\` must have at least ${SHORTEST_SECRET} characters.`);
  }
  const limits = { ...NOTIFICATION_LIMITS, ...options.limits };
  const post = (body: string) => {
    const signed = { ...headers, [WEBHOOK_SIGNATURE_HEADER]: webhookSignature(body, secret, nowMs()) };
    return postJson({ url, body, headers: signed, timeoutMs: limits.timeoutMs, allowPrivateNetwork });
  };
  const queue = new NotificationQueue('webhook', limits, post, nowMs);

  return {
    name: 'webhook',
    start: (reports) => queue.report(reports),
    send: (incident) => queue.add(incidentJson(incident), isUrgent(incident)),
    flush: () => queue.flush(),
    stop: () => queue.flush(),
  };
}

/** What the signature header holds for a body that is sent at this time. */
export function webhookSignature(body: string, secret: string, nowMs: number): string {
  const seconds = Math.floor(nowMs / 1_000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

/** The incident without the raw parties, times in RFC 3339. */
export function incidentJson({ raw: _, firstMs, lastMs, ...incident }: Incident): string {
  return JSON.stringify({ ...incident, first: new Date(firstMs).toISOString(), last: new Date(lastMs).toISOString() });
}
