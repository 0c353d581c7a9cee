import { describe, expect, it, vi } from 'vitest';

import type { Keys } from '../otelcol/command.ts';
import type { SealedTraffic } from './sealed-traffic.ts';
import { verifyStore } from './verify-store.ts';

/** A store that takes sealed records. */
export interface Timed {
  readonly keys: Keys;
  /** Stores records of a service of their own. @returns the source and its options, for these records alone */
  readonly stored: (
    options: Partial<SealedTraffic>,
  ) => Promise<readonly [source: string, option: string, value: string]>;
  /** Milliseconds since 1970 of the earliest and the latest event that the store takes. */
  readonly takes: readonly [earliest: number, latest: number];
}

const MINUTE_MS = 60_000;
/** How much earlier and later than a range a store is asked. */
const MARGIN_MS = 10 * MINUTE_MS;
const RECORDS = 20;

/** What must hold of a store however wrong the clock of a service is, and whatever an event says about when it was. */
export function clockCases(name: string, timed: () => Timed): void {
  async function expectIntact(options: Partial<SealedTraffic>, ...range: readonly string[]): Promise<void> {
    const { keys, stored } = timed();
    const [source, ...more] = await stored({ records: RECORDS, ...options });
    const { code, report } = await verifyStore(source, keys, ...more, ...range);
    expect([code, report.findings]).toEqual([0, []]);
    expect(report.streams.reduce((sum, { records }) => sum + records, 0)).toBe(RECORDS + 2);
  }

  describe(`${name} and clocks`, { timeout: 300_000 }, () => {
    it.each([
      ['nine minutes ahead', 9 * MINUTE_MS],
      ['fourteen hours ahead, as the wrong time zone', 14 * 60 * MINUTE_MS],
      ['twelve hours behind', -12 * 60 * MINUTE_MS],
    ])('is INTACT with records of a service whose clock is %s', async (_, byMs) => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + byMs, shouldAdvanceTime: true });
      const { keys, stored } = timed();
      const [source, ...more] = await stored({ records: RECORDS }).finally(() => vi.useRealTimers());
      const { code, report } = await verifyStore(source, keys, ...more, '--from', '13h');
      expect([code, report.findings]).toEqual([0, []]);
      expect(report.streams.reduce((sum, { records }) => sum + records, 0)).toBe(RECORDS + 2);
    });

    it('is INTACT with events dated at and beyond both edges of what is asked for', async () => {
      const from = Date.now();
      const to = from + 5 * MINUTE_MS;
      const edges = [
        from - MARGIN_MS - 1,
        from - MARGIN_MS,
        from - MARGIN_MS + 1,
        to + MARGIN_MS - 1,
        to + MARGIN_MS,
        to + MARGIN_MS + 1,
      ];
      const range = ['--from', new Date(from).toISOString(), '--to', new Date(to).toISOString()];
      await expectIntact({ timeOf: (index) => edges[index - 2] }, ...range);
    });

    it('is INTACT with the earliest and the latest event that it takes, asked for the last hour and for all', async () => {
      const timeOf = (index: number) => timed().takes[index - 5];
      await expectIntact({ timeOf }, '--from', '1h');
      await expectIntact({ timeOf });
    });
  });
}
