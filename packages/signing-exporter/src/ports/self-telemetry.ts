import type { SelfTelemetry } from '@otelseal/semantic-conventions';

/** Counts nothing, says nothing. For embedding where somebody else watches. */
export const SILENT_TELEMETRY: SelfTelemetry = Object.freeze({ add: () => {}, reportOnce: () => {} });

/** Counting and reporting are somebody else's code: what it throws must not reach a record's way. */
export function harmless(telemetry: SelfTelemetry = SILENT_TELEMETRY): SelfTelemetry {
  return {
    add: (...count) => quietly(() => telemetry.add(...count)),
    reportOnce: (...report) => quietly(() => telemetry.reportOnce(...report)),
  };
}

function quietly(run: () => void): void {
  try {
    run();
  } catch {
    // there is nobody else to tell
  }
}
