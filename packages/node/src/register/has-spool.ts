import type { Environment } from '../configuration/environment.js';

/** Whether records are on a disk before `emit` returns. */
export function hasSpool(environment: Environment): boolean {
  return (environment['OTELSEAL_SPOOL_DIR'] ?? '').trim() !== '';
}
