import type { LogRecordProcessor } from '@opentelemetry/sdk-logs';
import {
  createSanitizer,
  encodeControls,
  type ReportLine,
  type SanitizeOptions,
  type Sanitizer,
  sanitizingProcessor,
} from '@otelseal/log-processors';
import type { SelfTelemetry } from '@otelseal/semantic-conventions';

/** Enough to see what a rule does to a service's records; `otelseal sanitize` tells all of a file. */
const LINES_TOLD = 20;

/**
 * The stage that sanitizes. Under `dryRun` it changes nothing, so it says so at the start, and at the end what it would have changed, by path and
 * rule, never by value.
 */
export function sanitizingStage(options: SanitizeOptions, telemetry: SelfTelemetry): LogRecordProcessor {
  if (options.dryRun !== true) return sanitizingProcessor({ ...options, telemetry });
  const sanitizer = createSanitizer({ ...options, telemetry });
  telemetry.reportOnce(
    'SANITIZE_DRY_RUN',
    'sanitize.dryRun is on: nothing is taken out of any record, secrets included. What would have changed is told at the end.',
  );
  return {
    ...sanitizingProcessor({ sanitizer }),
    async shutdown(): Promise<void> {
      telemetry.reportOnce(
        'SANITIZE_DRY_RUN_REPORT',
        toldOf(sanitizer.report, createSanitizer({ ...options, dryRun: false })),
      );
    },
  };
}

/** A service's keys may be what they must not be, an address or a token. */
function toldOf(report: readonly ReportLine[], sanitizer: Sanitizer): string {
  if (report.length === 0) return 'Without sanitize.dryRun no record would have been changed.';
  const lines = report.toSorted((one, other) => other.count - one.count).slice(0, LINES_TOLD);
  const told = lines.map(
    ({ path, rule, count }) => `${encodeControls(sanitizer.sanitizeText(path))} by ${rule} ${count} ×`,
  );
  const rest = report.length > LINES_TOLD ? `, and ${report.length - LINES_TOLD} more` : '';
  return `Without sanitize.dryRun these would have been changed: ${told.join(', ')}${rest}.`;
}
