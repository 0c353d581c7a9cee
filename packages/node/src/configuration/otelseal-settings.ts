import type { LogRecordExporter } from '@opentelemetry/sdk-logs';
import { DetectionOptionsError } from '@otelseal/detection';
import type { InstrumentationName } from '@otelseal/instrumentation/when-loaded';
import type { SanitizeOptions } from '@otelseal/log-processors';
import type { RootSigner, IdentityOptions as SealedIdentity } from '@otelseal/signing-exporter';
import { type BatchSettings, batchSettings } from '../delivery/batch-settings.js';
import { chooseExporter, otlpSettings } from '../delivery/choose-exporter.js';
import { type SecondOtlp, secondOtlp } from '../delivery/second-otlp.js';
import { type ResolvedDetection, resolveDetection } from '../detection/detection-settings.js';
import { ConfigurationError } from './configuration-error.js';
import { refuseDeliveryConflict } from './delivery-conflict.js';
import type { Environment } from './environment.js';
import { type JoinedOptions, joinOptions } from './join-options.js';
import type { OtelsealOptions, OtlpOptions, SpoolOptions } from './otelseal-options.js';
import { sanitizeOptions } from './sanitize-options.js';
import { settingOfGroup } from './setting-of-group.js';
import { signingKey } from './signing-key.js';
import { readTrustFile, type TrustFile } from './trust-file.js';
import { type WitnessSettings, witnessSettings } from './witness-settings.js';

/** Docker kills a service ten seconds after it has told it to stop, Kubernetes after thirty. */
const MEMORY_SHUTDOWN_TIMEOUT_MILLIS = 8_000;
/** What is on a disk the next process delivers: a receiver that is away is not worth waiting for, a key service that is slow is. */
const SPOOL_SHUTDOWN_TIMEOUT_MILLIS = 5_000;

/** Records wait in memory and go to an exporter. */
export interface MemoryDelivery {
  readonly exporter: LogRecordExporter;
  readonly batch: BatchSettings;
}

/** Records are on disk before `emit` returns and go from there to every receiver that is given. */
export interface SpoolDelivery {
  readonly spool: SpoolOptions & { readonly directory: string };
  /** The setting that named the directory. */
  readonly setting: string;
  readonly otlp?: OtlpOptions | undefined;
  readonly secondOtlp?: SecondOtlp | undefined;
  readonly exporter?: LogRecordExporter | undefined;
}

/** Everything the pipeline needs, after options, variables and defaults have been joined and checked. */
export interface OtelsealSettings {
  readonly enrich: NonNullable<OtelsealOptions['enrich']>;
  readonly sanitize: Omit<SanitizeOptions, 'telemetry'>;
  /** Libraries that `attach` and `register` leave alone. */
  readonly disabledInstrumentations: readonly InstrumentationName[];
  readonly detection: ResolvedDetection | undefined;
  readonly signer: RootSigner | undefined;
  /** Ends the signer process that these settings started, if they did. */
  readonly endSigner: () => void;
  readonly sealing: NonNullable<OtelsealOptions['sealing']>;
  readonly identity: Partial<SealedIdentity>;
  readonly trust: TrustFile | undefined;
  readonly witness: WitnessSettings | undefined;
  readonly delivery: MemoryDelivery | SpoolDelivery;
  readonly shutdownTimeoutMillis: number;
}

/**
 * Joins options, variables and OpenTelemetry's configuration file, in this order of strength, and opens what they name.
 *
 * @throws ConfigurationError for the first setting that Otelseal cannot work with
 */
export function resolveSettings(given: unknown, environment: Environment): OtelsealSettings {
  const joined = joinOptions(given, environment);
  if (joined.givenGroups.has('gateway')) {
    const reason = 'is for `otelseal gateway`, and would have no effect here; leave it out.';
    throw new ConfigurationError('ERR_OPTION_CONFLICT', 'gateway', reason);
  }
  return openSettings(joined, environment);
}

/**
 * The same with options that are joined already.
 *
 * @param environment OpenTelemetry's own variables
 */
export function openSettings(joined: JoinedOptions, environment: Environment): OtelsealSettings {
  const { options } = joined;
  refuseDeliveryConflict(joined);
  const delivery = spoolDelivery(joined, environment) ?? memoryDelivery(joined, environment);
  const rest = {
    enrich: options.enrich ?? {},
    sanitize: sanitizeOptions(joined),
    disabledInstrumentations: options.instrumentations?.disabled ?? [],
    detection: detectionOf(joined),
    sealing: options.sealing ?? {},
    identity: (options.identity ?? {}) as Partial<SealedIdentity>, // joining left out what was undefined
    trust: readTrustFile(joined),
    witness: witnessSettings(joined),
    delivery,
    shutdownTimeoutMillis:
      options.shutdownTimeoutMillis ??
      ('spool' in delivery ? SPOOL_SHUTDOWN_TIMEOUT_MILLIS : MEMORY_SHUTDOWN_TIMEOUT_MILLIS),
  };
  const signer = signingKey(joined); // last: it may start a process, which nothing that throws later would end
  const started =
    options.signing?.signer === undefined && signer !== undefined && 'close' in signer ? signer : undefined;
  return { ...rest, signer, endSigner: () => started?.close() };
}

function detectionOf(joined: JoinedOptions): ResolvedDetection | undefined {
  try {
    return resolveDetection(joined);
  } catch (cause) {
    if (!(cause instanceof DetectionOptionsError)) throw cause;
    throw new ConfigurationError('ERR_OPTION_INVALID', 'detection', cause.message, { cause });
  }
}

function memoryDelivery(joined: JoinedOptions, environment: Environment): MemoryDelivery {
  const { options } = joined;
  const setting = settingOfGroup(joined, 'otlp');
  if (options.exporter !== undefined && options.otlp !== undefined) {
    if (setting === 'otlp') {
      const reason = 'excludes `otlp` unless there is a spool; give one of them.';
      throw new ConfigurationError('ERR_OPTION_CONFLICT', 'exporter', reason);
    }
    const reason = 'excludes an exporter of the service unless there is a spool; leave one of them out.';
    throw new ConfigurationError('ERR_OPTION_CONFLICT', setting, reason);
  }
  return { exporter: chooseExporter(options, environment, setting), batch: batchSettings(options.batch, environment) };
}

function spoolDelivery({ options, settingOf }: JoinedOptions, environment: Environment): SpoolDelivery | undefined {
  const { spool, exporter } = options;
  if (spool?.directory === undefined) return undefined;
  const isFirst = exporter === undefined || options.otlp !== undefined;
  return {
    spool: { ...spool, directory: spool.directory },
    setting: settingOf('spool.directory'),
    otlp: isFirst ? otlpSettings(options.otlp, environment) : undefined,
    secondOtlp: secondOtlp(options.secondOtlp),
    exporter,
  };
}
