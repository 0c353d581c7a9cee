import { wrapLoggerProvider } from '@otelseal/log-processors';
import { METRIC_INTERNAL_ERRORS } from '@otelseal/semantic-conventions';
import { barrierMember, commitWait } from './commit-barrier.js';
import { ConfigurationError, type ConfigurationErrorCode } from './configuration/configuration-error.js';
import type { OtelsealSettings } from './configuration/otelseal-settings.js';
import { isTrusted } from './configuration/trust-file.js';
import type { Otelseal } from './create-otelseal.js';
import { markPipeline } from './delivery/pipeline-mark.js';
import { reportingUnnamedService } from './delivery/unnamed-service.js';
import { wrapGlobalLoggerProvider } from './delivery/wrap-global-logger-provider.js';
import { type SecurityPipeline, securityPipeline } from './security-pipeline.js';
import type { OpenTelemetrySelfTelemetry } from './telemetry/open-telemetry-self-telemetry.js';

/**
 * The pipeline that these settings describe, whoever has joined them.
 *
 * @throws ConfigurationError for what only the packages that use a setting can tell
 */
export function runOtelseal(settings: OtelsealSettings, telemetry: OpenTelemetrySelfTelemetry): Otelseal {
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
      await Promise.all([ended, sanitize.shutdown()]);
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
