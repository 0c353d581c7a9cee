import type { SelfTelemetry } from '@otelseal/semantic-conventions';

/** Counts nothing, says nothing. For embedding where somebody else watches. */
export const SILENT_TELEMETRY: SelfTelemetry = Object.freeze({ add: () => {}, reportOnce: () => {} });

/** Counting and reporting are somebody else's code: what it throws must not reach a record's way. */
export function harmless(telemetry: SelfTelemetry = SILENT_TELEMETRY): SelfTelemetry {
  return {
    add(metric, value, attributes) {
      try {
        telemetry.add(metric, value, attributes);
      } catch {
        // there is nobody else to tell
      }
    },
    reportOnce(code, message, cause) {
      try {
        telemetry.reportOnce(code, message, cause);
      } catch {
        // as above
      }
    },
  };
}
