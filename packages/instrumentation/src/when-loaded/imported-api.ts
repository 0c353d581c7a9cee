/** OpenTelemetry's API as ES modules have it: for a process in which nobody has required it (`test/build/join-modules.mjs` says where). */
export { context, diag, isSpanContextValid, metrics, trace } from '@opentelemetry/api';
