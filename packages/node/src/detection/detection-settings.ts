import { readFileSync } from 'node:fs';
import {
  type AlertmanagerOptions,
  alertmanagerSink,
  type DetectingOptions,
  type DetectionOptions,
  DetectionOptionsError,
  type IncidentSink,
  type WebhookOptions,
  webhookSink,
} from '@otelseal/detection';
import type { Locator } from '@otelseal/log-processors';
import { type Environment, readText } from '../configuration/environment.js';

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
  /** Incidents go there as signed JSON; the secret as text or in a file. Default nowhere. */
  readonly webhook?:
    | (Omit<WebhookOptions, 'secret'> & { readonly secret?: string; readonly secretFile?: string })
    | undefined;
  /** Incidents become alerts there. Default nowhere. */
  readonly alertmanager?: AlertmanagerOptions | undefined;
}

/** Detection as the pipeline takes it; `undefined` when it is off. */
export interface ResolvedDetection {
  readonly detecting: DetectingOptions;
  readonly locate: Locator | undefined;
}

/** @throws DetectionOptionsError */
export function resolveDetection(
  settings: DetectionSettings,
  onIncident: DetectingOptions['onIncident'],
  environment: Environment,
): ResolvedDetection | undefined {
  const { mode, locator, webhook, alertmanager, ...core } = settings;
  const chosen = mode ?? readText(environment, 'OTELSEAL_DETECTION') ?? 'respond';
  if (chosen === 'off') return undefined;
  if (locator !== undefined && typeof locator !== 'function') {
    throw new DetectionOptionsError('`locator` must be a function from an address to a position.');
  }
  const sinks = [webhookOf(webhook, environment), alertmanagerOf(alertmanager, environment)];
  return {
    locate: locator,
    detecting: {
      ...core,
      mode: chosen as 'respond' | 'observe',
      onIncident,
      sinks: sinks.filter((sink): sink is IncidentSink => sink !== undefined),
    },
  };
}

function webhookOf(webhook: DetectionSettings['webhook'], environment: Environment): IncidentSink | undefined {
  const url = webhook?.url ?? readText(environment, 'OTELSEAL_WEBHOOK_URL');
  if (url === undefined) return undefined;
  const { secret, secretFile, ...options } = webhook ?? {};
  const file = secretFile ?? readText(environment, 'OTELSEAL_WEBHOOK_SECRET_FILE');
  return webhookSink({ ...options, url, secret: secret ?? (file === undefined ? '' : secretIn(file)) });
}

function secretIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    const error = new DetectionOptionsError('`webhook.secretFile` cannot be read.');
    error.cause = cause;
    throw error;
  }
}

function alertmanagerOf(
  options: DetectionSettings['alertmanager'],
  environment: Environment,
): IncidentSink | undefined {
  const url = options?.url ?? readText(environment, 'OTELSEAL_ALERTMANAGER_URL');
  return url === undefined ? undefined : alertmanagerSink({ ...options, url });
}
