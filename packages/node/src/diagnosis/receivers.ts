import { type Environment, readText } from '../configuration/environment.js';
import type { JoinedOptions } from '../configuration/join-options.js';
import type { ReceiverExplained } from './explain-configuration.js';
import { BEARS_CREDENTIALS } from './shown-value.js';

/** The receiver of OpenTelemetry's exporters where nothing names one. */
const DEFAULT_URL = 'http://localhost:4318/v1/logs';

/**
 * Where sealed records go, in order.
 *
 * @throws ConfigurationError for a variable of OpenTelemetry's that is wrong
 */
export function receiversOf(joined: JoinedOptions, environment: Environment): ReceiverExplained[] {
  const { otlp, secondOtlp, spool } = joined.options;
  const toConsole =
    otlp === undefined && spool === undefined && readText(environment, 'OTEL_LOGS_EXPORTER') === 'console';
  if (toConsole) {
    const setting = 'OTEL_LOGS_EXPORTER';
    return [{ name: 'console', url: undefined, setting, protocol: 'text', hasCredentials: false }];
  }
  const [url, setting] = firstAddress(joined, environment);
  const first: ReceiverExplained = {
    name: 'first',
    url,
    setting,
    protocol:
      otlp?.protocol ??
      readText(environment, 'OTEL_EXPORTER_OTLP_LOGS_PROTOCOL') ??
      readText(environment, 'OTEL_EXPORTER_OTLP_PROTOCOL') ??
      'http/protobuf',
    hasCredentials:
      otlp?.headers === undefined
        ? ['LOGS_', ''].some((part) => hasCredentials(namesIn(environment[`OTEL_EXPORTER_OTLP_${part}HEADERS`])))
        : hasCredentials(Object.keys(otlp.headers)),
  };
  if (secondOtlp?.url === undefined) return [first];
  const second: ReceiverExplained = {
    name: 'second',
    url: secondOtlp.url,
    setting: joined.settingOf('secondOtlp.url'),
    protocol: secondOtlp.protocol ?? 'http/protobuf',
    hasCredentials: hasCredentials(Object.keys(secondOtlp.headers ?? {})),
  };
  return [first, second];
}

function firstAddress(joined: JoinedOptions, environment: Environment): [url: string, setting: string] {
  const own = joined.options.otlp?.url;
  if (own !== undefined) return [own, joined.settingOf('otlp.url')];
  const logs = readText(environment, 'OTEL_EXPORTER_OTLP_LOGS_ENDPOINT');
  if (logs !== undefined) return [logs, 'OTEL_EXPORTER_OTLP_LOGS_ENDPOINT'];
  const all = readText(environment, 'OTEL_EXPORTER_OTLP_ENDPOINT');
  if (all === undefined) return [DEFAULT_URL, 'default'];
  return [`${all.replace(/\/$/, '')}/v1/logs`, 'OTEL_EXPORTER_OTLP_ENDPOINT'];
}

function namesIn(headers: string | undefined): string[] {
  return (headers ?? '').split(',').map((pair) => pair.split('=', 1)[0] as string);
}

function hasCredentials(names: readonly string[]): boolean {
  return names.some((name) => BEARS_CREDENTIALS.test(name));
}
