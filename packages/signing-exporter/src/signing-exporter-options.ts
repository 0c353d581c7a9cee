import type { LogRecordExporter } from '@opentelemetry/sdk-logs';
import type { SelfTelemetry } from '@otelseal/semantic-conventions';
import { BACKOFF_DEFAULTS, type BackoffOptions } from './delivery/backoff.js';
import type { Clock } from './ports/clock.js';
import { SEALING_DEFAULTS, type SealingOptions } from './sealing/sealing-ports.js';
import { IDENTITY_DEFAULTS, type IdentityOptions } from './sealing/stream-identity.js';
import type { RootSigner } from './signer/root-signer.js';
import { SigningError } from './signing-error.js';
import type { WitnessOptions } from './witness/witness-options.js';

/**
 * How sealed records wait for delivery.
 * @stable
 */
export interface DeliveryOptions {
  /** Most records handed to the inner exporter in one call. Default 1,024. */
  readonly maxBatchRecords: number;
  /** Sealed records kept while the inner exporter fails. Default 16,384. */
  readonly maxKeptRecords: number;
  /** The same in estimated bytes; one record may exceed it. Default 67,108,864 (64 MiB). */
  readonly maxKeptBytes: number;
  /** An inner exporter that has not called back by then has failed. Default 30,000 ms, the batch processor's own. */
  readonly exportTimeoutMs: number;
  /** How often one record is sent that the receiver refuses as invalid (400, 413, 422, or a thrown error). Default 3. */
  readonly maxRefusals: number;
  /** How long `shutdown()` goes on delivering. Default 10,000 ms. */
  readonly shutdownTimeoutMs: number;
  readonly backoff: BackoffOptions;
}

/** @stable */
export const DELIVERY_DEFAULTS: DeliveryOptions = Object.freeze({
  maxBatchRecords: 1_024,
  maxKeptRecords: 16_384,
  maxKeptBytes: 67_108_864,
  exportTimeoutMs: 30_000,
  maxRefusals: 3,
  shutdownTimeoutMs: 10_000,
  backoff: BACKOFF_DEFAULTS,
});

/**
 * Any part of a group of options; what is absent or undefined keeps its default.
 * @stable
 */
export type Some<Options> = { readonly [Name in keyof Options]?: Options[Name] | undefined };

/**
 * Options of `SigningLogRecordExporter`.
 * @stable
 */
export interface SigningExporterOptions {
  /** Who delivers: any OpenTelemetry log exporter. */
  readonly exporter: LogRecordExporter;
  /** Who vouches for the streams. Omitted: a key that dies with the process, one warning, `provisional` streams. */
  readonly signer?: RootSigner | undefined;
  /** Default: `default` for each part. The service's name comes from the resource. */
  readonly identity?: Some<IdentityOptions> | undefined;
  /** Default {@link SEALING_DEFAULTS}. */
  readonly sealing?: Some<Omit<SealingOptions, 'identity'>> | undefined;
  /** Default {@link DELIVERY_DEFAULTS}. */
  readonly delivery?: Some<DeliveryOptions> | undefined;
  /** Who else remembers how far the streams have come. Default: nobody. */
  readonly witness?: (Some<WitnessOptions> & Pick<WitnessOptions, 'url' | 'tokenFile' | 'vkey'>) | undefined;
  /** Who counts and reports. Default: nobody. */
  readonly telemetry?: SelfTelemetry | undefined;
  /** Default: the system's. */
  readonly clock?: Clock | undefined;
  /** Jitter of retries, in [0, 1). Default `Math.random`. */
  readonly random?: (() => number) | undefined;
  /** Stream ids and salts. Default Node's `randomBytes`. */
  readonly randomBytes?: ((length: number) => Uint8Array) | undefined;
}

/** @throws SigningError `ERR_OPTION_INVALID`, naming the option and what is allowed */
export function resolveSealing(
  sealing: Some<Omit<SealingOptions, 'identity'>> = {},
  identity: Some<IdentityOptions> = {},
): SealingOptions {
  const resolved = {
    ...SEALING_DEFAULTS,
    ...present(sealing),
    identity: { ...IDENTITY_DEFAULTS, ...present(identity) },
  };
  requireKnown('sealing', sealing, SEALING_DEFAULTS);
  requireKnown('identity', identity, IDENTITY_DEFAULTS);
  for (const [part, text] of Object.entries(resolved.identity)) requireName(`identity.${part}`, text);
  requireName('sealing.defaultRetention', resolved.defaultRetention);
  for (const name of resolved.retentionClasses) requireName('sealing.retentionClasses', name);
  requireRetentions(resolved);
  requirePositive('sealing', resolved, [
    'checkpointRecords',
    'checkpointIntervalMs',
    'heartbeatIntervalMs',
    'epochMs',
    'maxUnendorsedRecords',
    'maxUnendorsedMs',
    'maxStreams',
    'maxStreamRecords',
    'maxStreamAgeMs',
    'certificateLifetimeMs',
    'signTimeoutMs',
  ]);
  if (resolved.timeSlotMs !== 0) requirePositive('sealing', resolved, ['timeSlotMs']);
  requireOneOf('sealing.tiles', resolved.tiles, [true, false]);
  requireOneOf('sealing.serverless', resolved.serverless, [true, false]);
  requireOneOf('sealing.sealedBy', resolved.sealedBy, ['producer', 'collector']);
  requireOneOf('sealing.beyondUnendorsed', resolved.beyondUnendorsed, ['gap', 'continue']);
  return resolved;
}

/** @throws SigningError `ERR_OPTION_INVALID`, naming the option and what is allowed */
export function resolveDelivery(delivery: Some<DeliveryOptions> = {}): DeliveryOptions {
  const resolved = { ...DELIVERY_DEFAULTS, ...present(delivery) };
  requirePositive('delivery', resolved, [
    'maxBatchRecords',
    'maxKeptRecords',
    'maxKeptBytes',
    'exportTimeoutMs',
    'maxRefusals',
    'shutdownTimeoutMs',
  ]);
  return resolved;
}

/** Settings that are given as `undefined` (an absent variable) mean the default. */
export function present<Options extends object>(options: Some<Options>): Partial<Options> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<Options>;
}

export function requirePositive<K extends string>(
  group: string,
  options: Readonly<Record<K, number>>,
  names: readonly K[],
): void {
  for (const name of names) {
    const value = options[name];
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new SigningError(
        'ERR_OPTION_INVALID',
        `${group}.${name} must be a whole number of at least 1, not ${String(value)}.`,
      );
    }
  }
}

/** A promise for a class that does not exist, such as a misspelt one, would bind nobody. */
function requireRetentions({ minimumRetentionSeconds, retentionClasses, defaultRetention }: SealingOptions): void {
  const classes = [...new Set([...retentionClasses, defaultRetention])];
  requireObject('sealing.minimumRetentionSeconds', minimumRetentionSeconds);
  requireKnown(
    'sealing.minimumRetentionSeconds',
    minimumRetentionSeconds,
    Object.fromEntries(classes.map((name) => [name, 1])),
  );
  for (const [name, seconds] of Object.entries(minimumRetentionSeconds)) {
    if (Number.isSafeInteger(seconds) && seconds >= 1 && seconds < LONGEST_RETENTION_SECONDS) continue;
    throw new SigningError(
      'ERR_OPTION_INVALID',
      `sealing.minimumRetentionSeconds.${name} must be a whole number from 1 to 99,999,999,999, not ${String(seconds)}.`,
    );
  }
}

/** As SPEC.md allows: some 3,000 years. */
const LONGEST_RETENTION_SECONDS = 100_000_000_000;

function requireObject(option: string, value: unknown): void {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return;
  throw new SigningError('ERR_OPTION_INVALID', `${option} must be an object of seconds by retention class.`);
}

function requireOneOf(option: string, value: unknown, allowed: readonly unknown[]): void {
  if (!allowed.includes(value)) {
    throw new SigningError('ERR_OPTION_INVALID', `${option} must be ${allowed.join(' or ')}, not ${String(value)}.`);
  }
}

/** A misspelt option would silently do nothing. */
export function requireKnown(group: string, options: object, known: object): void {
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(known, name));
  if (unknown === undefined) return;
  const names = Object.keys(known).join(', ');
  throw new SigningError(
    'ERR_OPTION_INVALID',
    `${group} has no option ${JSON.stringify(unknown.slice(0, 64))}; options are ${names}.`,
  );
}

function requireName(option: string, text: unknown): void {
  if (typeof text !== 'string' || text === '' || text.length > 256 || !text.isWellFormed()) {
    throw new SigningError('ERR_OPTION_INVALID', `${option} must be a text of 1 to 256 characters.`);
  }
}
