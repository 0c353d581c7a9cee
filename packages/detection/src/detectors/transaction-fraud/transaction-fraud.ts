import {
  EVENT_SECURITY_AUTHN_MFA_ENROLL,
  EVENT_SECURITY_AUTHN_MFA_REMOVE,
  EVENT_SECURITY_AUTHN_PASSWORD_CHANGE,
  EVENT_SECURITY_AUTHN_PASSWORD_RESET,
  EVENT_SECURITY_TRANSACTION_COMPLETE,
  EVENT_SECURITY_TRANSACTION_INITIATE,
} from '@otelseal/semantic-conventions';
import { Campaigns } from '../../counting/campaigns.js';
import { combineKeys, markOf } from '../../counting/combine-keys.js';
import { KeyTable } from '../../counting/key-table.js';
import { OwnBaseline } from '../../counting/own-baseline.js';
import type { Detector, DetectorResources, Finding } from '../../detector.js';
import type { Key } from '../../security-fact.js';
import { bytesOf } from '../bytes-of.js';

/**
 * Money leaves an account that was taken over: transactions faster than usual, or to somebody new after the password was changed.
 *
 * @experimental
 */
export interface TransactionFraudOptions {
  /** One period of the velocity, in milliseconds. */
  readonly periodMs: number;
  /** Transactions in a period that are never too many. */
  readonly floor: number;
  /** Times what the actor usually makes in a period. */
  readonly timesUsual: number;
  /** Types of transactions that pay a shop: a new merchant is nothing special. */
  readonly shoppingTypes: readonly string[];
  /** Different accounts that must pay somebody, before and unsuspiciously, until he is known to all. At most 8. */
  readonly knownPayers: number;
  /** How long after a change of password or factor a new counterparty is suspicious, in milliseconds. */
  readonly afterChangeMs: number;
}

/** @experimental */
export const TRANSACTION_FRAUD_DEFAULTS: TransactionFraudOptions = Object.freeze({
  periodMs: 600_000,
  floor: 12,
  timesUsual: 5,
  shoppingTypes: Object.freeze(['purchase', 'order', 'subscription']),
  knownPayers: 3,
  afterChangeMs: 86_400_000,
});

const CHANGED_MS = 0;
const NEXT = 1;
const NUMBERS = 2;
const COUNTERPARTIES = 16;
const MOST_PAYERS = 8;
const TRANSACTIONS: ReadonlySet<string> = new Set([
  EVENT_SECURITY_TRANSACTION_INITIATE,
  EVENT_SECURITY_TRANSACTION_COMPLETE,
]);

/** @experimental */
export function transactionFraud(options: TransactionFraudOptions, { memory, quietMs }: DetectorResources): Detector {
  const accounts = new KeyTable(memory.part(0.4), { numbers: NUMBERS, marks: COUNTERPARTIES });
  const payees = new KeyTable(memory.part(0.2), { numbers: 1, marks: MOST_PAYERS });
  const velocity = new OwnBaseline(options, memory.part(0.3));
  const campaigns = new Campaigns(quietMs, memory.part(0.1));

  const fraud = (key: Key, severity: Finding['severity'], what: string): Finding => ({
    severity,
    confidence: 'medium',
    subject: 'account',
    key,
    count: campaigns.count,
    sinceMs: campaigns.sinceMs,
    what,
  });

  /** Remembers the counterparty. @returns whether it is new and the account's credentials are, too */
  function isNewAfterChange(account: Key, counterparty: Key | undefined, nowMs: number): boolean {
    if (counterparty === undefined) return false;
    const mark = markOf(counterparty);
    accounts.touch(account);
    const { row, first, values, set } = accounts;
    for (let n = 0; n < COUNTERPARTIES; n += 1) if (set[first + n] === mark) return false;
    const next = values[row + NEXT] ?? 0;
    set[first + (next % COUNTERPARTIES)] = mark;
    values[row + NEXT] = next + 1;
    const changedMs = values[row + CHANGED_MS] ?? 0;
    const isChanged = changedMs !== 0 && nowMs - changedMs <= options.afterChangeMs;
    return isKnownToAll(counterparty, isChanged ? undefined : account) ? false : isChanged;
  }

  /** Somebody whom many pay is no mule; payers whose credentials are new do not vouch for him. */
  function isKnownToAll(counterparty: Key, payer: Key | undefined): boolean {
    payees.touch(counterparty);
    const { row, first, values, set } = payees;
    const payers = values[row] ?? 0;
    if (payers >= Math.min(options.knownPayers, MOST_PAYERS)) return true;
    if (payer === undefined) return false;
    const mark = markOf(payer);
    for (let n = 0; n < payers; n += 1) if (set[first + n] === mark) return false;
    set[first + payers] = mark;
    values[row] = payers + 1;
    return false;
  }

  return {
    name: 'transaction_fraud',
    subscribes: [
      ...TRANSACTIONS,
      EVENT_SECURITY_AUTHN_PASSWORD_CHANGE,
      EVENT_SECURITY_AUTHN_PASSWORD_RESET,
      EVENT_SECURITY_AUTHN_MFA_ENROLL,
      EVENT_SECURITY_AUTHN_MFA_REMOVE,
    ],
    bytes: bytesOf(accounts, payees, velocity, campaigns),

    observe({ eventName, keys, details, outcome }, nowMs) {
      const { actor } = keys;
      if (outcome === 'failure') return undefined;
      if (!TRANSACTIONS.has(eventName)) {
        const account = keys.target ?? actor;
        if (account === undefined) return undefined;
        accounts.touch(account);
        accounts.values[accounts.row + CHANGED_MS] = nowMs;
        return undefined;
      }
      if (actor === undefined) return undefined;
      const isShopping = options.shoppingTypes.includes(details.transactionType ?? '');
      if (!isShopping && isNewAfterChange(actor, keys.counterparty, nowMs)) {
        const key = combineKeys(actor, 1);
        campaigns.begin(key, nowMs, 1, nowMs);
        return fraud(key, 'high', 'a transaction with somebody new after the credentials were changed');
      }
      // A transaction that is both requested and completed counts once.
      const isCounted = eventName === EVENT_SECURITY_TRANSACTION_INITIATE;
      const isTooMuch = isCounted && velocity.add(actor, 1, nowMs);
      if (isTooMuch) campaigns.begin(actor, nowMs, velocity.events, velocity.sinceMs);
      else if (!campaigns.goesOn(actor, nowMs)) return undefined;
      return fraud(actor, 'medium', 'far more transactions than usual');
    },
  };
}
