import type { PersonalKind } from './detect/detector.js';
import { redacted } from './marker.js';
import { truncateAddress } from './personal/ip-address.js';
import { isPaymentCard } from './personal/payment-card.js';
import type { Pseudonyms } from './pseudonym.js';

/**
 * What happens to a personal datum: `mask` a marker, `pseudonym` a keyed stand-in (without a key: a marker), `truncate` the part
 * that names nobody, `drop` nothing is left, `keep` as it is.
 * @experimental
 */
export type SanitizeAction = 'mask' | 'pseudonym' | 'truncate' | 'drop' | 'keep';
/** All actions, for configuration and its errors. @experimental */
export const SANITIZE_ACTIONS: readonly SanitizeAction[] = ['mask', 'pseudonym', 'truncate', 'drop', 'keep'];

/** The text that stands for the value. */
export function replacementFor(
  action: SanitizeAction,
  kind: string,
  value: string,
  pseudonyms: Pseudonyms | undefined,
): string {
  switch (action) {
    case 'keep':
      return value;
    case 'drop':
      return '';
    case 'truncate':
      return TRUNCATED[kind as PersonalKind]?.(value) ?? redacted(kind);
    case 'pseudonym':
      return pseudonyms === undefined ? redacted(kind) : pseudonyms.of(kind, value);
    default:
      return redacted(kind);
  }
}

const TRUNCATED: Partial<Record<PersonalKind, (value: string) => string>> = {
  ip: truncateAddress,
  pan: truncateCard,
  email: (address) => `[email]${address.slice(Math.max(address.lastIndexOf('@'), 0))}`,
  geo: (value) => value.replaceAll(/(\d\.\d)\d+/g, '$1'),
  iban: (account) => `${account.slice(0, 2)}[iban]${account.slice(-4)}`,
};

/** PCI DSS 3.4.1: at most the first six and the last four digits. */
function truncateCard(value: string): string {
  const digits = value.replaceAll(/\D/g, '');
  return isPaymentCard(digits) && digits.length >= 15
    ? `${digits.slice(0, 6)}${'*'.repeat(digits.length - 10)}${digits.slice(-4)}`
    : redacted('pan');
}
