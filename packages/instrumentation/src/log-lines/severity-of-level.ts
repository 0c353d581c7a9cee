/** pino counts 10 (trace) to 60 (fatal), OpenTelemetry 1 (TRACE) to 21 (FATAL): ten levels of pino are four of OpenTelemetry. */
export function severityOfPinoLevel(level: unknown): number | undefined {
  if (typeof level !== 'number' || !Number.isFinite(level)) return undefined;
  return Math.min(24, Math.max(1, Math.round((level - 10) * 0.4) + 1));
}

/**
 * Names of levels in winston's sets `npm`, `cli` and `syslog`. Syslog's as OpenTelemetry's log data model maps them
 * (opentelemetry.io/docs/specs/otel/logs/data-model-appendix/#appendix-b-severitynumber-example-mappings).
 */
const BY_NAME: Readonly<Record<string, number>> = {
  __proto__: null as never,
  silly: 1,
  trace: 1,
  input: 2,
  verbose: 6,
  prompt: 6,
  http: 7,
  debug: 5,
  info: 9,
  data: 9,
  help: 9,
  notice: 10,
  warn: 13,
  warning: 13,
  error: 17,
  crit: 18,
  alert: 19,
  emerg: 21,
  fatal: 21,
};

/** OpenTelemetry's severity of a named level, in any case; undefined for a name of the application's own. */
export function severityOfLevelName(name: unknown): number | undefined {
  return typeof name === 'string' ? BY_NAME[name.toLowerCase()] : undefined;
}
