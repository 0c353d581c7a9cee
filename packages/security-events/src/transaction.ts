export * from './generated/transaction.js';
export { withOutcome } from './transaction-with-outcome.js';
