import type { OtelsealSettings } from './otelseal-settings.js';

/** Whether records are on a disk before `emit` returns, whichever way the spool was set: ending at once then loses nothing. */
export function isDurable({ delivery }: Pick<OtelsealSettings, 'delivery'>): boolean {
  return 'spool' in delivery;
}
