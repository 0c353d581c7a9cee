import { expect } from 'vitest';

import type { Keys } from '../otelcol/command.ts';
import { verifyStore } from './verify-store.ts';

/** What traffic promises: a year, as PCI DSS asks. */
export const A_YEAR = { minimumRetentionSeconds: { audit: 365 * 86_400 } };

/** A store is asked for a year of a service `shop` that began just now and promised a year. */
export async function expectHistory(
  is: 'complete' | 'not complete',
  [source, ...more]: readonly [string, ...string[]],
  keys: Keys,
): Promise<void> {
  const { code, report } = await verifyStore(source, keys, ...more, '--from', '365d');
  expect([code, report.history]).toEqual([
    is === 'complete' ? 0 : 1,
    [
      expect.stringMatching(
        is === 'complete'
          ? /shop \(audit\): 365 days promised, complete since 20.+, when it began as far as is known here/
          : /shop \(audit\): (?:365 days promised, )?not complete: records are gone, see the findings/,
      ),
    ],
  ]);
}
