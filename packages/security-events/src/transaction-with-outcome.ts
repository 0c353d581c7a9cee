import {
  complete,
  failure,
  type TransactionCompleteFields,
  type TransactionFailureFields,
} from './generated/transaction.js';
import { outcomeOf } from './outcome-of.js';
import { mergeObjects } from './plain-value.js';

/** What `error.type` is when the thrown value has neither a code nor a class of its own. */
const ANY_ERROR: readonly string[] = [
  'Error',
  'string',
  'number',
  'undefined',
  'boolean',
  'bigint',
  'symbol',
  'function',
];

/**
 * Runs a transaction and records how it ended: `security.transaction.complete` when `fn` returns or fulfils,
 * `security.transaction.failure` with `error.type` when it throws or rejects. What `fn` returns or throws passes unchanged.
 *
 * @example
 * const receipt = await withOutcome({ id: tx.id, type: 'refund', amount: '129.90', currency: 'EUR' }, () => refunds.execute(tx));
 * @stable
 */
export function withOutcome<T>(fields: TransactionCompleteFields, fn: () => T): T {
  return outcomeOf(fn, {
    completed: () => complete(fields),
    failed: (errorType) =>
      failure(mergeObjects(fields, { errorType, reason: reasonOf(errorType) }) as unknown as TransactionFailureFields),
  });
}

/** `card_expired` says why; that something was an `Error`, or no error at all, does not. */
function reasonOf(errorType: string): string {
  return ANY_ERROR.includes(errorType) ? 'exception' : errorType;
}
