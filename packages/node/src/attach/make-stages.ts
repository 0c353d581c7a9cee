import type { LoggerProvider } from '@opentelemetry/api';
import type { LogRecordProcessor } from '@opentelemetry/sdk-logs';
import { wrapLoggerProvider } from '@otelseal/log-processors';
import { letExporterEnd } from '@otelseal/signing-exporter';
import type { Environment } from '../configuration/environment.js';
import type { AllOptions } from '../configuration/gateway-options.js';
import { isDurable } from '../configuration/is-durable.js';
import { type JoinedOptions, joinOptions } from '../configuration/join-options.js';
import { openSettings } from '../configuration/otelseal-settings.js';
import { runOtelseal } from '../run-otelseal.js';
import type { OpenTelemetrySelfTelemetry } from '../telemetry/open-telemetry-self-telemetry.js';
import type { Stages } from './join-logger-provider.js';
import type { ExportingProcessor } from './sdk-processors.js';

export { reportingOnce } from '../telemetry/reporting-once.js';

/**
 * Stages that enrich, sanitize, watch and seal once, and one more that seals for each further exporter: every receiver gets a stream of its
 * own, which is whole whatever happens to the others. The first exporter has the spool, if there is one. Without any exporter, records
 * go where the `OTEL_EXPORTER_OTLP_*` variables say.
 *
 * @param telemetry of all streams that are ever made here: what is said once is said once, and a count is the sum of all
 * @param isFurther whether other stages have the spool and watch for attacks already
 * @throws ConfigurationError when a variable or a setting of the configuration file is wrong
 */
export function makeStages(
  exporting: readonly ExportingProcessor[],
  environment: Environment,
  telemetry: OpenTelemetrySelfTelemetry,
  isFurther = false,
): Stages {
  const all = joinOptions({}, environment);
  const joined = isFurther ? sealingOnly(all) : all;
  const stagesOf = (settings: ReturnType<typeof openSettings>): readonly LogRecordProcessor[] =>
    runOtelseal(settings, telemetry).processors;
  for (const { exporter } of exporting) letExporterEnd(exporter);
  const [first, ...further] = mostTrustedFirst(exporting);
  const settings = openSettings(first === undefined ? joined : exportedBy(first, joined), environment);
  const others = further.map((another) => openSettings(exportedBy(another, sealingOnly(joined)), environment));
  return {
    stages: [...stagesOf(settings), ...others.flatMap((other) => stagesOf(other).slice(-1))],
    isDurable: isDurable(settings),
  };
}

/** A queue of the SDK's is ours, too, unless a spool takes its place. */
function exportedBy({ exporter, batch }: ExportingProcessor, joined: JoinedOptions): JoinedOptions {
  const { options } = joined;
  const queue = options.spool === undefined ? { batch } : {};
  return { ...joined, options: { ...options, exporter, ...queue } };
}

/** From memory, and to no other receivers: those of the spool have them already. */
function sealingOnly(joined: JoinedOptions): JoinedOptions {
  const { spool: _, otlp: __, secondOtlp: ___, ...options } = joined.options;
  const detection: AllOptions['detection'] = { ...options.detection, mode: 'off' };
  return { ...joined, options: { ...options, detection } };
}

/** OTLP before anything else, the console last. */
function mostTrustedFirst(exporting: readonly ExportingProcessor[]): ExportingProcessor[] {
  const rank = ({ exporter }: ExportingProcessor): number => {
    const { name } = exporter.constructor;
    if (name.includes('OTLP')) return 0;
    return name.includes('Console') ? 2 : 1;
  };
  return [...exporting].sort((one, other) => rank(one) - rank(other));
}

/** Copies every record before the SDK reads it. */
export function copyRecords(provider: LoggerProvider): void {
  wrapLoggerProvider(provider);
}
