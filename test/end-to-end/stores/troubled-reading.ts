import type { Report } from '@otelseal/audit-integrity';
import { describe, expect, it, onTestFinished } from 'vitest';

import { type Keys, otelseal } from '../otelcol/command.ts';
import { type Trouble, TroubledStore } from './troubled-store.ts';

/** A real store with more sealed records in it than three pages hold. */
export interface Readable {
  readonly keys: Keys;
  readonly url: string;
  readonly records: number;
  /** The source and its options, when it is at this address. */
  readonly source: (url: string) => readonly string[];
  /** Ends the store and starts it again where it was, with what it had. */
  readonly restart: () => Promise<void>;
}

/** A page of these stores is a thousand records, so every verification asks more often than this. */
const IN_THE_MIDDLE = 3;
const RETRY_AFTER_SECONDS = 2;

/** What must hold of a store that is read while it is busy, or goes away and comes back. */
export function troubledReading(name: string, readable: () => Readable): void {
  async function verifiedThrough(trouble: Trouble): Promise<TroubledStore> {
    const { url, source, keys, records } = readable();
    const store = await TroubledStore.start(url, trouble);
    onTestFinished(() => store.close());
    const { code, out, err } = await otelseal('verify', ...source(store.url), '--trust', keys.trust, '--json');
    expect([code, err]).toEqual([0, expect.not.stringContaining('cannot be read')]);
    const { findings, streams } = JSON.parse(out) as Report;
    expect([findings, streams.reduce((sum, stream) => sum + stream.records, 0)]).toEqual([[], records]);
    expect(store.answered).toBeGreaterThan(IN_THE_MIDDLE);
    return store;
  }

  describe(`${name}, read while it has other things to do`, { timeout: 240_000 }, () => {
    it('is asked one thing at a time', async () => {
      expect((await verifiedThrough(() => 'pass')).atOnce).toBe(1);
    });

    it('is read whole where it says 429 to every other request, and is left alone for as long as it asks', async () => {
      const later = { status: 429, retryAfterSeconds: RETRY_AFTER_SECONDS };
      const store = await verifiedThrough((request) => (request % 2 === 0 ? later : 'pass'));
      expect(store.shortestWaitMs).toBeGreaterThanOrEqual(RETRY_AFTER_SECONDS * 1_000);
      expect(store.shortestWaitMs).toBeLessThan(60_000);
    });

    it('is read whole though it is ended and started again in the middle', async () => {
      let restarted: Promise<void> | undefined;
      await verifiedThrough(async (request) => {
        if (request < IN_THE_MIDDLE) return 'pass';
        if (request === IN_THE_MIDDLE) {
          restarted = readable().restart();
          return 'break';
        }
        await restarted;
        return 'pass';
      });
      expect(restarted).toBeDefined();
    });
  });
}
