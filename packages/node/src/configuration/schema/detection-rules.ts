import { createRequire } from 'node:module';
import {
  listOf,
  type Members,
  NAME,
  type OptionKind,
  type OptionRule,
  PATH,
  POSITIVE,
  YES_OR_NO,
} from './option-kind.js';
import type { OptionPathIn } from './option-path.js';

type Detection = typeof import('@otelseal/detection');

const load = createRequire(import.meta.url);
/** Loaded when one of its own settings is read: most services have none, and their start should not wait for all detectors. */
const detection = (): Detection => load('@otelseal/detection') as Detection;

const DETECTOR: OptionKind = {
  is: 'choice',
  get of() {
    return detection().DETECTOR_NAMES;
  },
};
const DETECTORS: OptionKind = {
  is: 'list',
  of: DETECTOR,
  get maxItems() {
    return detection().DETECTOR_NAMES.length;
  },
};
const THRESHOLDS: OptionKind = {
  is: 'object',
  get members() {
    return mapped(detection().DETECTION_THRESHOLDS, (of) => ({ is: 'object', members: membersOf(of as object) }));
  },
};
const LIMITS: OptionKind = {
  is: 'object',
  get members() {
    return membersOf(detection().NOTIFICATION_LIMITS);
  },
};
const SECRET_FILE_BRIEF = 'mode 0600 or 0400';

type Heads = 'detection' | 'onIncident';

/** What is watched for, and who is told. */
export const DETECTION_RULES: Readonly<Record<OptionPathIn<Heads>, OptionRule>> = {
  'detection.mode': {
    kind: { is: 'choice', of: ['respond', 'observe', 'off'] },
    byDefault: '`respond`',
    brief: 'whether detection runs, and whether `onIncident` is called',
    variable: 'OTELSEAL_DETECTION',
  },
  'detection.observeOnly': {
    kind: DETECTORS,
    byDefault: 'none',
    brief: 'detectors that only observe while the mode is `respond`',
  },
  'detection.disable': {
    kind: DETECTORS,
    byDefault: 'none',
    brief: 'detectors that are left out',
  },
  'detection.thresholds': {
    kind: THRESHOLDS,
    byDefault: 'those of [@otelseal/detection](../../detection/README.md)',
    brief: 'other thresholds, by detector',
  },
  'detection.overrides': {
    kind: listOf(
      { is: 'object', members: { route: NAME, tenant: NAME, thresholds: THRESHOLDS }, needed: ['thresholds'] },
      16,
    ),
    byDefault: 'none',
    brief: 'thresholds for single routes and tenants',
  },
  'detection.suppress': {
    kind: listOf({ is: 'object', members: suppression(), needed: ['until', 'reason'] }, 256),
    byDefault: 'none',
    brief: 'incidents that are expected',
  },
  'detection.suppressFile': {
    kind: PATH,
    byDefault: 'none',
    brief: 'file with a list of more of them, YAML or JSON, read at start',
  },
  'detection.memoryBytes': { kind: POSITIVE, byDefault: '33,554,432 (32 MiB)', brief: 'all that detectors remember' },
  'detection.quietMs': {
    kind: POSITIVE,
    byDefault: '900,000 ms',
    brief: 'how long nothing may happen until an incident is over',
  },
  'detection.maxOpenPerDetector': {
    kind: POSITIVE,
    byDefault: '50',
    brief: 'incidents of one detector open at the same time; what is more becomes one about the whole service',
  },
  'detection.severalInstances': {
    kind: YES_OR_NO,
    byDefault: 'false',
    brief: 'whether other instances see a part of the same attack',
  },
  'detection.runbooks': {
    kind: { is: 'text', maxLength: 512 },
    byDefault: 'the pages of @otelseal/operations',
    brief: 'address of your runbooks with `{detector}` in it',
  },
  'detection.locator': {
    kind: { is: 'function', of: 'a function from an address to a position' },
    byDefault: 'none',
    brief: 'says where an address is, for impossible travel',
    codeOnly: true,
  },
  'detection.webhook.url': {
    kind: { is: 'url', example: 'https://alerts.example/otelseal' },
    byDefault: 'none',
    brief: 'where incidents are posted as signed JSON',
    variable: 'OTELSEAL_WEBHOOK_URL',
  },
  'detection.webhook.secretFile': {
    kind: PATH,
    byDefault: 'needed with an address',
    brief: `file with the secret that signs them, at least 32 characters, ${SECRET_FILE_BRIEF}`,
    variable: 'OTELSEAL_WEBHOOK_SECRET_FILE',
  },
  'detection.webhook.secret': {
    kind: { is: 'text', maxLength: 4_096 },
    byDefault: 'none',
    brief: 'the secret itself',
    codeOnly: true,
  },
  'detection.webhook.tokenFile': {
    kind: PATH,
    byDefault: 'none',
    brief: `file with a bearer token for it, ${SECRET_FILE_BRIEF}`,
    variable: 'OTELSEAL_WEBHOOK_TOKEN_FILE',
  },
  'detection.webhook.headers': { kind: { is: 'headers' }, byDefault: 'none', brief: 'sent with it', variable: false },
  'detection.webhook.allowPrivateNetwork': {
    kind: YES_OR_NO,
    byDefault: 'false',
    brief: 'whether the address may be in a private network',
    variable: 'OTELSEAL_WEBHOOK_ALLOW_PRIVATE_NETWORK',
  },
  'detection.webhook.limits': {
    kind: LIMITS,
    byDefault: '30 a minute, 3 attempts, 5,000 ms each',
    brief: 'how notifications are sent',
    variable: false,
  },
  'detection.alertmanager.url': {
    kind: { is: 'url', example: 'http://alertmanager:9093' },
    byDefault: 'none',
    brief: 'Alertmanager that incidents become alerts in',
    variable: 'OTELSEAL_ALERTMANAGER_URL',
  },
  'detection.alertmanager.tokenFile': {
    kind: PATH,
    byDefault: 'none',
    brief: `file with a bearer token for it, ${SECRET_FILE_BRIEF}`,
    variable: 'OTELSEAL_ALERTMANAGER_TOKEN_FILE',
  },
  'detection.alertmanager.headers': {
    kind: { is: 'headers' },
    byDefault: 'none',
    brief: 'sent with it',
    variable: false,
  },
  'detection.alertmanager.labels': {
    kind: { is: 'map', to: NAME, maxItems: 32 },
    byDefault: 'none',
    brief: 'labels of every alert, such as `cluster`',
    variable: 'OTELSEAL_ALERTMANAGER_LABELS',
  },
  'detection.alertmanager.resendEveryMs': {
    kind: POSITIVE,
    byDefault: '60,000 ms',
    brief: 'open incidents are said again so often',
    variable: 'OTELSEAL_ALERTMANAGER_RESEND_EVERY_MS',
  },
  'detection.alertmanager.allowPrivateNetwork': {
    kind: YES_OR_NO,
    byDefault: 'false',
    brief: 'whether the address may be in a private network',
    variable: 'OTELSEAL_ALERTMANAGER_ALLOW_PRIVATE_NETWORK',
  },
  'detection.alertmanager.limits': {
    kind: LIMITS,
    byDefault: '30 a minute, 3 attempts, 5,000 ms each',
    brief: 'how notifications are sent',
    variable: false,
  },
  onIncident: {
    kind: { is: 'function', of: 'a function of an `Incident`' },
    byDefault: 'none',
    brief: 'called within `emit` when an incident opens, rises or ends, with the raw client for an answer',
    codeOnly: true,
  },
};

function suppression(): Members {
  return { detector: DETECTOR, client: NAME, actor: NAME, until: NAME, reason: NAME };
}

/** Settings of the same shape as these; what their values may be, the package that has them checks. */
function membersOf(defaults: object): Members {
  return mapped(defaults, (value) =>
    Array.isArray(value) ? listOf(NAME) : typeof value === 'boolean' ? YES_OR_NO : { is: 'number' },
  );
}

function mapped(values: object, kindOf: (value: unknown) => OptionKind): Members {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, kindOf(value)]));
}
