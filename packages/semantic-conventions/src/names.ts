/**
 * Names and keys alone, without the tables of events and attributes behind them: for code that a service waits for when it starts.
 *
 * @module
 */
export * from './generated/event-names.js';
export * from './generated/metrics.js';
export { OBSERVED_REQUEST_KEY } from './observed-request-key.js';
export { SECURITY_CONTEXT_KEY } from './security-context.js';
