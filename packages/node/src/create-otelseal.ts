import type { LoggerProvider } from '@opentelemetry/api';
import type { LogRecordProcessor } from '@opentelemetry/sdk-logs';
import { wrapLoggerProvider } from '@otelseal/log-processors';
import { type Barrier, type CommitLevel, METRIC_INTERNAL_ERRORS } from '@otelseal/semantic-conventions';
import { barrierMember, commitWait } from './commit-barrier.js';
import { ConfigurationError, type ConfigurationErrorCode } from './configuration/configuration-error.js';
import type { Environment } from './configuration/environment.js';
import type { OtelsealOptions } from './configuration/otelseal-options.js';
import { type OtelsealSettings, resolveSettings } from './configuration/otelseal-settings.js';
import { isTrusted } from './configuration/trust-file.js';
import { markPipeline } from './delivery/pipeline-mark.js';
import { reportingUnnamedService } from './delivery/unnamed-service.js';
import { wrapGlobalLoggerProvider } from './delivery/wrap-global-logger-provider.js';
import { type SecurityPipeline, securityPipeline } from './security-pipeline.js';
import { OpenTelemetrySelfTelemetry, type ReportSink } from './telemetry/open-telemetry-self-telemetry.js';

/**
 * A running pipeline.
 *
 * @stable
 */
export interface Otelseal extends Barrier {
  /** For `logRecordProcessors` of the NodeSDK or `processors` of a LoggerProvider, in this order. */
  readonly processors: LogRecordProcessor[];
  /**
   * Lets the provider's loggers copy every record before the SDK reads it: no getter of an attribute fires, none throws out of `emit`,
   * and no length limit cuts a secret before the sanitizer sees it. Changes the provider and returns it; twice is once. The global
   * provider is wrapped by itself, at the end of the turn in which `createOtelseal` was called.
   */
  wrapLoggerProvider<Provider extends LoggerProvider>(provider: Provider): Provider;
  /** How far everything emitted before the call has come; `'none'` when `level` was not reached in time. Never rejects. */
  committed(level: CommitLevel, options: { readonly timeoutMs: number }): Promise<CommitLevel | 'none'>;
  /** What was counted so far, keyed `otelseal.records{outcome=enriched,stage=enrich}`. */
  counters(): Readonly<Record<string, number>>;
  /** Seals, closes the streams and delivers, within `shutdownTimeoutMillis`. Never rejects; the SDK's shutdown calls it, too. */
  shutdown(): Promise<void>;
}

/**
 * What the surroundings supply; `createOtelseal` takes the process's own.
 *
 * @experimental
 */
export interface OtelsealSurroundings {
  /** Variables. The exporter reads its own from `process.env` whatever these are. */
  readonly environment: Environment;
  /** Gets every report as one line, besides `diag`. */
  readonly report?: ReportSink | undefined;
}

/**
 * Makes security logging out of an OpenTelemetry SDK: processors that enrich, sanitize, watch, seal and deliver log records.
 *
 * @stable
 * @throws ConfigurationError when an option or variable is wrong: here, never later
 * @example
 * const otelseal = createOtelseal({ signing: { keyFile: '/run/secrets/otelseal.pem' } });
 * const sdk = new NodeSDK({ logRecordProcessors: otelseal.processors });
 */
export function createOtelseal(
  options: OtelsealOptions = {},
  surroundings: OtelsealSurroundings = { environment: process.env },
): Otelseal {
  const settings = resolveSettings(options, surroundings.environment);
  const telemetry = new OpenTelemetrySelfTelemetry(surroundings.report);
  const { enrich, sanitize, detect, seal } = buildPipeline(settings, telemetry);
  const last = markPipeline(reportingUnnamedService(barrierMember(seal, settings.endSigner), telemetry));
  reportUntrustedKey(settings, telemetry);
  setImmediate(() => {
    wrapGlobalLoggerProvider(telemetry);
    telemetry.releaseEarlyReports();
  }).unref(); // the SDK is made in the turn we are called in

  return {
    processors: [enrich, sanitize, ...(detect === undefined ? [] : [detect]), last],
    wrapLoggerProvider,
    committed: (level, options) => seal.committed(level, commitWait(options)),
    counters: () => telemetry.counters(),
    async shutdown(): Promise<void> {
      void enrich.shutdown(); // no notices of trouble from now on: they would find the streams closed
      const ended = detect?.shutdown(); // it tells the totals of open incidents before the streams are closed
      await last.shutdown();
      await ended;
    },
  };
}

/** Sections of options that other packages check speak in their own errors; here they get the name of the section. */
function buildPipeline(settings: OtelsealSettings, telemetry: OpenTelemetrySelfTelemetry): SecurityPipeline {
  try {
    return securityPipeline(settings, telemetry);
  } catch (cause) {
    const { code, message } = cause as { readonly code?: unknown; readonly message?: unknown };
    const [ours, setting] = whoseSetting(String(code), String(message), settings);
    throw new ConfigurationError(ours, setting, String(message), { cause });
  }
}

function whoseSetting(
  code: string,
  message: string,
  { delivery }: OtelsealSettings,
): [code: ConfigurationErrorCode, setting: string] {
  if (message.startsWith('sealing')) return ['ERR_OPTION_INVALID', 'sealing'];
  if (code.includes('ENRICH')) return ['ERR_OPTION_INVALID', 'enrich'];
  if (code.includes('DETECTION')) return ['ERR_OPTION_INVALID', 'detection'];
  if (code.includes('SANITIZE')) return ['ERR_OPTION_INVALID', 'sanitize'];
  if ((code.includes('SPOOL') || message.startsWith('spool.')) && 'spool' in delivery)
    return ['ERR_SPOOL', delivery.setting];
  return ['ERR_OPTION_INVALID', 'options'];
}

function reportUntrustedKey({ trust, signer }: OtelsealSettings, telemetry: OpenTelemetrySelfTelemetry): void {
  if (trust === undefined || signer === undefined || isTrusted(signer, trust)) return;
  telemetry.add(METRIC_INTERNAL_ERRORS, 1, { code: 'ERR_KEY_NOT_TRUSTED' });
  telemetry.reportOnce(
    'ERR_KEY_NOT_TRUSTED',
    `The signing key is not in the trust file that ${trust.setting} names: a verifier with that file will not believe these records.`,
  );
}
