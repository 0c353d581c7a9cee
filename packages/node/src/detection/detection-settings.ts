import {
  type AlertmanagerOptions,
  alertmanagerSink,
  type DetectingOptions,
  type DetectionOptions,
  type IncidentSink,
  type WebhookOptions,
  webhookSink,
} from '@otelseal/detection';
import type { Locator } from '@otelseal/log-processors';
import type { Some } from '@otelseal/signing-exporter';
import type { JoinedOptions } from '../configuration/join-options.js';
import { readSecret } from '../configuration/secret-file.js';
import { readSuppressions } from '../configuration/suppression-file.js';

/**
 * Settings of detection.
 *
 * @experimental
 */
export interface DetectionSettings extends Partial<DetectionOptions> {
  /** `respond` calls `onIncident`; `observe` records, counts and sends only; `off` leaves detection out. Default `respond`. */
  readonly mode?: 'respond' | 'observe' | 'off' | undefined;
  /** Detectors that only observe while the mode is `respond`. Default none. */
  readonly observeOnly?: DetectingOptions['observeOnly'];
  /** Says where an address is, for impossible travel. Default: nobody knows, unless records say it. */
  readonly locator?: Locator | undefined;
  /** File with a list of further suppressions, YAML or JSON, read at start. Default none. */
  readonly suppressFile?: string | undefined;
  /** Incidents go there as signed JSON; the secret as text or in a file. Default nowhere. */
  readonly webhook?: WebhookSettings | undefined;
  /** Incidents become alerts there. Default nowhere. */
  readonly alertmanager?: AlertmanagerSettings | undefined;
}

/**
 * Who is told of incidents.
 *
 * @experimental
 */
export interface WebhookSettings extends Some<WebhookOptions> {
  /** File with the secret that signs every body, instead of `secret`; mode 0600 or 0400. */
  readonly secretFile?: string | undefined;
  /** File with a token that is sent as `Authorization: Bearer`; mode 0600 or 0400. Default none. */
  readonly tokenFile?: string | undefined;
}

/**
 * Where incidents become alerts.
 *
 * @experimental
 */
export interface AlertmanagerSettings extends Some<AlertmanagerOptions> {
  /** File with a token that is sent as `Authorization: Bearer`; mode 0600 or 0400. Default none. */
  readonly tokenFile?: string | undefined;
}

/** Detection as the pipeline takes it; `undefined` when it is off. */
export interface ResolvedDetection {
  readonly detecting: DetectingOptions;
  readonly locate: Locator | undefined;
}

/** @throws DetectionOptionsError, or ConfigurationError for a file that cannot be read */
export function resolveDetection(joined: JoinedOptions): ResolvedDetection | undefined {
  const { mode = 'respond', locator, webhook, alertmanager, suppressFile, ...core } = joined.options.detection ?? {};
  if (mode === 'off') return undefined;
  const sinks = [webhookOf(webhook, joined), alertmanagerOf(alertmanager, joined)];
  const expected = suppressFile === undefined ? [] : readSuppressions(suppressFile, joined);
  return {
    locate: locator,
    detecting: {
      ...core,
      ...(expected.length === 0 ? {} : { suppress: [...(core.suppress ?? []), ...expected] }),
      mode,
      onIncident: joined.options.onIncident,
      sinks: sinks.filter((sink): sink is IncidentSink => sink !== undefined),
    },
  };
}

function webhookOf(settings: WebhookSettings | undefined, joined: JoinedOptions): IncidentSink | undefined {
  if (settings?.url === undefined) return undefined;
  const { url, secret, secretFile, tokenFile, ...options } = settings;
  const read = secretFile === undefined ? '' : readSecret('detection.webhook.secretFile', secretFile, joined);
  const headers = withToken('detection.webhook.tokenFile', settings, joined);
  return webhookSink({ ...options, headers, url, secret: secret ?? read });
}

function alertmanagerOf(settings: AlertmanagerSettings | undefined, joined: JoinedOptions): IncidentSink | undefined {
  if (settings?.url === undefined) return undefined;
  const { url, tokenFile, ...options } = settings;
  return alertmanagerSink({
    ...options,
    headers: withToken('detection.alertmanager.tokenFile', settings, joined),
    url,
  });
}

function withToken(
  path: 'detection.webhook.tokenFile' | 'detection.alertmanager.tokenFile',
  { headers, tokenFile }: WebhookSettings | AlertmanagerSettings,
  joined: JoinedOptions,
): Readonly<Record<string, string>> | undefined {
  if (tokenFile === undefined) return headers;
  return { ...headers, authorization: `Bearer ${readSecret(path, tokenFile, joined)}` };
}
