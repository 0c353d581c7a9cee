import { PACKAGE_VERSION } from '../package-version.js';

/**
 * Where the runbooks of this very release stand, with `{alert}` for the name of the alert with hyphens: an alert that stays installed for a
 * year still leads to the page that was written for it, as unpkg gives out each version of a package unchanged. A plain text on the internet:
 * whoever is on call without it gives an address of their own (the option `runbooks`).
 *
 * @experimental
 */
export const DEFAULT_RUNBOOK_ADDRESS: string = `https://unpkg.com/@otelseal/operations@${PACKAGE_VERSION}/runbooks/{alert}.md`;

/**
 * The page to open when an alert fires.
 *
 * @param alert name of the alert, with hyphens
 * @param address where your runbooks are, with `{alert}` in it
 * @experimental
 */
export function runbookAddress(alert: string, address: string = DEFAULT_RUNBOOK_ADDRESS): string {
  return address.replace('{alert}', encodeURIComponent(alert));
}
