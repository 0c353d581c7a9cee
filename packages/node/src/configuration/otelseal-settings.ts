import type { LogRecordExporter } from '@opentelemetry/sdk-logs';
import { DetectionOptionsError } from '@otelseal/detection';
import type { RootSigner, IdentityOptions as SealedIdentity } from '@otelseal/signing-exporter';
import { type BatchSettings, batchSettings } from '../delivery/batch-settings.js';
import { chooseExporter, otlpSettings } from '../delivery/choose-exporter.js';
import { type SecondOtlp, secondOtlp } from '../delivery/second-otlp.js';
import { type ResolvedDetection, resolveDetection } from '../detection/detection-settings.js';
import { checkOptions } from './check-options.js';
import { ConfigurationError } from './configuration-error.js';
import { type Environment, readText, refuseMisspeltVariables } from './environment.js';
import type { OtelsealOptions, OtlpOptions } from './otelseal-options.js';
import { signingKey } from './signing-key.js';
import { readTrustFile, type TrustFile } from './trust-file.js';
import { type WitnessSettings, witnessSettings } from './witness-settings.js';

/** Ten seconds: less than the grace that orchestrators give a service to stop. */
export const DEFAULT_SHUTDOWN_TIMEOUT_MILLIS = 10_000;

/** Records wait in memory and go to an exporter. */
export interface MemoryDelivery {
  readonly exporter: LogRecordExporter;
  readonly batch: BatchSettings;
}

/** Records are on disk before `emit` returns and go from there to every receiver that is given. */
export interface SpoolDelivery {
  readonly directory: string;
  /** The option or variable that named the directory. */
  readonly setting: string;
  readonly otlp?: OtlpOptions | undefined;
  readonly secondOtlp?: SecondOtlp | undefined;
  readonly exporter?: LogRecordExporter | undefined;
}

/** Everything the pipeline needs, after options, variables and defaults have been joined and checked. */
export interface OtelsealSettings {
  readonly enrich: NonNullable<OtelsealOptions['enrich']>;
  readonly sanitize: NonNullable<OtelsealOptions['sanitize']>;
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
 * Joins options and variables; options win.
 *
 * @throws ConfigurationError for the first setting that Otelseal cannot work with
 */
export function resolveSettings(options: unknown, environment: Environment): OtelsealSettings {
  refuseMisspeltVariables(environment);
  const checked = checkOptions(options);
  const signer = signingKey(checked, environment);
  const started =
    checked.signing?.signer === undefined && signer !== undefined && 'close' in signer ? signer : undefined;
  return {
    enrich: checked.enrich ?? {},
    sanitize: checked.sanitize ?? {},
    detection: detectionOf(checked, environment),
    signer,
    endSigner: () => started?.close(),
    sealing: checked.sealing ?? {},
    identity: (checked.identity ?? {}) as Partial<SealedIdentity>, // checking left out what was undefined
    trust: readTrustFile(checked.trust, environment),
    witness: witnessSettings(checked.witness, environment),
    delivery: spoolDelivery(checked, environment) ?? memoryDelivery(checked, environment),
    shutdownTimeoutMillis: checked.shutdownTimeoutMillis ?? DEFAULT_SHUTDOWN_TIMEOUT_MILLIS,
  };
}

function detectionOf(
  { detection = {}, onIncident }: OtelsealOptions,
  environment: Environment,
): ResolvedDetection | undefined {
  try {
    return resolveDetection(detection, onIncident, environment);
  } catch (cause) {
    if (!(cause instanceof DetectionOptionsError)) throw cause;
    throw new ConfigurationError('ERR_OPTION_INVALID', 'detection', cause.message, { cause });
  }
}

function memoryDelivery(options: OtelsealOptions, environment: Environment): MemoryDelivery {
  if (options.exporter !== undefined && options.otlp !== undefined) {
    const reason = 'excludes `otlp` unless there is a spool; give one of them.';
    throw new ConfigurationError('ERR_OPTION_CONFLICT', 'exporter', reason);
  }
  if (secondOtlp(options.secondOtlp, environment) !== undefined) {
    const reason =
      'needs a spool (spool.directory or OTELSEAL_SPOOL_DIR), which keeps what one receiver has and the other has not.';
    throw new ConfigurationError('ERR_OPTION_CONFLICT', 'secondOtlp', reason);
  }
  return { exporter: chooseExporter(options, environment), batch: batchSettings(options.batch, environment) };
}

/** A spool has no batches in memory: their settings would silently do nothing. */
function spoolDelivery(options: OtelsealOptions, environment: Environment): SpoolDelivery | undefined {
  const directory = options.spool?.directory ?? readText(environment, 'OTELSEAL_SPOOL_DIR');
  if (directory === undefined) return undefined;
  if (options.batch !== undefined) {
    const reason = 'has no effect beside a spool, which delivers by itself; leave it out.';
    throw new ConfigurationError('ERR_OPTION_CONFLICT', 'batch', reason);
  }
  const { exporter } = options;
  const isFirst = exporter === undefined || options.otlp !== undefined;
  return {
    directory,
    setting: options.spool === undefined ? 'OTELSEAL_SPOOL_DIR' : 'spool.directory',
    otlp: isFirst ? otlpSettings(options.otlp, environment) : undefined,
    secondOtlp: secondOtlp(options.secondOtlp, environment),
    exporter,
  };
}
