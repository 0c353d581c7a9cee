import { ConsoleLogRecordExporter, type LogRecordExporter } from '@opentelemetry/sdk-logs';
import { otlpRecordExporter } from '@otelseal/signing-exporter';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { type Environment, readText, readVariable } from '../configuration/environment.js';
import type { OtelsealOptions, OtlpOptions } from '../configuration/otelseal-options.js';

/**
 * Where sealed records go: the caller's exporter, or OTLP/HTTP as options and variables say. What an option leaves out, OpenTelemetry's
 * own transport reads from the `OTEL_EXPORTER_OTLP_*` variables of the process.
 *
 * @param setting how the user calls `otlp`
 * @throws ConfigurationError when an option or variable asks for something that does not exist
 */
export function chooseExporter(
  options: OtelsealOptions,
  environment: Environment,
  setting = 'otlp',
): LogRecordExporter {
  if (options.exporter !== undefined) return options.exporter;
  if (options.otlp === undefined && kindOfExporter(environment) === 'console') return new ConsoleLogRecordExporter();
  return otlpExporter(options.otlp ?? {}, environment, setting);
}

function kindOfExporter(environment: Environment): string | undefined {
  if (environment['OTEL_LOGS_EXPORTER']?.trim() === 'none') {
    throw new ConfigurationError(
      'ERR_OPTION_INVALID',
      'OTEL_LOGS_EXPORTER',
      '`none` leaves sealed records nowhere to go; it must be one of otlp, console, or the option `exporter` or `otlp` must be given.',
    );
  }
  return readText(environment, 'OTEL_LOGS_EXPORTER');
}

function otlpExporter(options: OtlpOptions, environment: Environment, setting: string): LogRecordExporter {
  const settings = otlpSettings(options, environment);
  try {
    return otlpRecordExporter(settings);
  } catch (cause) {
    throw new ConfigurationError('ERR_OPTION_INVALID', setting, String((cause as Error).message), { cause });
  }
}

/** The OTLP settings that options give, with the protocol that options or variables name; variables supply the rest later. */
export function otlpSettings(otlp: OtlpOptions = {}, environment: Environment): OtlpOptions {
  if (otlp.url === undefined) {
    readVariable(environment, 'OTEL_EXPORTER_OTLP_LOGS_ENDPOINT');
    readVariable(environment, 'OTEL_EXPORTER_OTLP_ENDPOINT');
  }
  const protocol =
    otlp.protocol ??
    readText(environment, 'OTEL_EXPORTER_OTLP_LOGS_PROTOCOL') ??
    readText(environment, 'OTEL_EXPORTER_OTLP_PROTOCOL');
  const headers = otlp.headers && { ...otlp.headers };
  return definedOnly({ ...otlp, headers, protocol }) as OtlpOptions;
}

/** Only what was given: variables supply the rest. */
function definedOnly(config: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined));
}
