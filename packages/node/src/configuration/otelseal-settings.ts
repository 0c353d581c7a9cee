import type { SigningExporterOptions } from '@otelseal/signing-exporter';
import { type BatchSettings, batchSettings } from '../delivery/batch-settings.js';
import { chooseExporter } from '../delivery/choose-exporter.js';
import { checkOptions } from './check-options.js';
import { ConfigurationError } from './configuration-error.js';
import { type Environment, readText, refuseMisspeltVariables } from './environment.js';
import type { OtelsealOptions } from './otelseal-options.js';
import { signingKey } from './signing-key.js';
import { readTrustFile, type TrustFile } from './trust-file.js';

/** Ten seconds: less than the grace that orchestrators give a service to stop. */
export const DEFAULT_SHUTDOWN_TIMEOUT_MILLIS = 10_000;

/** Everything the pipeline needs, after options, variables and defaults have been joined and checked. */
export interface OtelsealSettings {
  readonly enrich: NonNullable<OtelsealOptions['enrich']>;
  readonly sanitize: NonNullable<OtelsealOptions['sanitize']>;
  readonly batch: BatchSettings;
  readonly shutdownTimeoutMillis: number;
  readonly sealing: Omit<SigningExporterOptions, 'telemetry'>;
  readonly trust: TrustFile | undefined;
}

/**
 * Joins options and variables; options win.
 *
 * @throws ConfigurationError for the first setting that Otelseal cannot work with
 */
export function resolveSettings(options: unknown, environment: Environment): OtelsealSettings {
  refuseMisspeltVariables(environment);
  const checked = checkOptions(options);
  refuseSpool(checked, environment);
  const batch = batchSettings(checked.batch, environment);
  const shutdownTimeoutMillis = checked.shutdownTimeoutMillis ?? DEFAULT_SHUTDOWN_TIMEOUT_MILLIS;
  const signer = signingKey(checked.signing, environment);
  const trust = readTrustFile(checked.trust, environment);
  return {
    enrich: checked.enrich ?? {},
    sanitize: checked.sanitize ?? {},
    batch,
    shutdownTimeoutMillis,
    trust,
    sealing: {
      exporter: chooseExporter(checked, environment),
      ...(signer === undefined ? {} : { signer }),
      ...(checked.identity === undefined ? {} : { identity: checked.identity }),
      delivery: { exportTimeoutMs: batch.exportTimeoutMillis, shutdownTimeoutMs: shutdownTimeoutMillis },
    },
  };
}

/** Asking for durability and getting a queue in memory would be the worst of answers. */
function refuseSpool(options: OtelsealOptions, environment: Environment): void {
  const fromOption = options.spool?.directory;
  const setting = fromOption === undefined ? 'OTELSEAL_SPOOL_DIR' : 'spool.directory';
  if (fromOption === undefined && readText(environment, 'OTELSEAL_SPOOL_DIR') === undefined) return;
  throw new ConfigurationError(
    'ERR_SPOOL_UNAVAILABLE',
    setting,
    'this version has no spool and cannot keep records on disk; remove the setting to deliver from memory.',
  );
}
