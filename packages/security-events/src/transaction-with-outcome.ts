import {
  complete,
  failure,
  type TransactionCompleteFields,
  type TransactionFailureFields,
} from './generated/transaction.js';
import { outcomeOf } from './outcome-of.js';
import { mergeObjects } from './plain-value.js';

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
      failure(mergeObjects(fields, { errorType, reason: 'exception' }) as unknown as TransactionFailureFields),
  });
}
