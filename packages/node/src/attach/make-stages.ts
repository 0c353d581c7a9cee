import type { LoggerProvider } from '@opentelemetry/api';
import type { LogRecordProcessor } from '@opentelemetry/sdk-logs';
import { wrapLoggerProvider } from '@otelseal/log-processors';
import type { Environment } from '../configuration/environment.js';
import type { OtelsealOptions } from '../configuration/otelseal-options.js';
import { createOtelseal } from '../create-otelseal.js';
import { hasSpool } from '../register/has-spool.js';
import type { ReportSink } from '../telemetry/open-telemetry-self-telemetry.js';
import type { ExportingProcessor } from './sdk-processors.js';

/**
 * Stages that enrich, sanitize, watch and seal once, and one more that seals for each further exporter: every receiver gets a stream of its
 * own, which is whole whatever happens to the others. The first exporter has the spool, if there is one. Without any exporter, records
 * go where the `OTEL_EXPORTER_OTLP_*` variables say.
 *
 * @throws ConfigurationError when a variable is wrong
 */
export function makeStages(
  exporting: readonly ExportingProcessor[],
  environment: Environment,
  report: ReportSink,
): readonly LogRecordProcessor[] {
  const [first, ...further] = mostTrustedFirst(exporting);
  const options = first === undefined ? {} : optionsFor(first, hasSpool(environment));
  const { processors } = createOtelseal(options, { environment, report });
  const fromMemory = Object.fromEntries(Object.entries(environment).filter(([name]) => !ONLY_WITH_SPOOL.test(name)));
  return [...processors, ...further.flatMap((another) => sealingOnly(another, fromMemory, report))];
}

const ONLY_WITH_SPOOL = /^OTELSEAL_(?:SPOOL_DIR$|SECOND_OTLP_)/;

function sealingOnly(another: ExportingProcessor, environment: Environment, report: ReportSink): LogRecordProcessor[] {
  const options = { ...optionsFor(another, false), detection: { mode: 'off' } } as const;
  return createOtelseal(options, { environment, report }).processors.slice(-1);
}

function optionsFor({ exporter, batch }: ExportingProcessor, isDurable: boolean): OtelsealOptions {
  return isDurable ? { exporter } : { exporter, batch };
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
