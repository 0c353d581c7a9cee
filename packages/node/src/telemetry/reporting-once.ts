import type { Environment } from '../configuration/environment.js';
import { OpenTelemetrySelfTelemetry, type ReportSink } from './open-telemetry-self-telemetry.js';

/** Where one of these is set, an SDK gives `diag` a logger that writes to the console. */
const DIAG_ON_CONSOLE = ['OTEL_CONFIG_FILE', 'OTEL_LOG_LEVEL'] as const;

/**
 * Counters whose reports stand once on standard error: `diag` gets them, too, unless the SDK has it write them there again.
 *
 * @param report writes a line to standard error
 */
export function reportingOnce(report: ReportSink, environment: Environment): OpenTelemetrySelfTelemetry {
  const isOnConsole = DIAG_ON_CONSOLE.some((name) => (environment[name] ?? '').trim() !== '');
  return new OpenTelemetrySelfTelemetry(report, { toldToDiag: !isOnConsole });
}
