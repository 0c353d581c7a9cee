import type { SelfTelemetry } from '@otelseal/semantic-conventions';

/** Counts nothing, says nothing. For embedding where somebody else watches. */
export const SILENT_TELEMETRY: SelfTelemetry = Object.freeze({ add: () => {}, reportOnce: () => {} });
