import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { scale, seed } from '../../long/scale.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';
import { StoredLog } from '../otelcol/stored-log.ts';
import { BENIGN_CHANGES, TAMPERINGS, WITHOUT_PROOF } from '../otelcol/tampering.ts';
import { sentLog } from './tampered-log.ts';
import { firstFinding, type StoreVerified, verifyStoreHere } from './verify-store.ts';

/** Verdict, number and field of the first finding; `INTACT` where the store does not keep what was changed; `REFUSED` where it does not take it. */
export type InStore = readonly [verdict: string, sequence: string, field: string] | 'INTACT' | 'REFUSED';

/** Stores are asked for what is sealed, and for what is called a security event: others are not seen. */
export const NOT_ASKED_FOR: Readonly<Record<string, InStore>> = {
  'inserts an unsealed record that only bears a security attribute': 'INTACT',
};
const UNSEEN = 'an ordinary record without a seal';

export interface TamperedStore {
  /** Where each tampering has a place of its own: a folder for files, and who is believed. */
  readonly folder: () => string;
  /** Puts the log there and does to it what somebody does, with the store's own means. Resolves to the source and its options. */
  readonly tampered: (file: string, apply: (log: StoredLog) => void) => Promise<readonly [string, ...string[]]>;
  /** Where the store shows another thing first than a file does, by the name of the change, each with its reason beside it. */
  readonly otherwise: Readonly<Record<string, InStore>>;
  /** What a line of the coverage says instead, by the name of the change. Default: what it says of a file. */
  readonly coverage?: Readonly<Record<string, string>>;
  /** Whether it keeps one of two records that agree in everything, so that nothing is there twice. Default: both. */
  readonly keepsOne?: boolean;
}

/** Of each list `npm test` takes every third, another third in another run; all with `OTELSEAL_SCALE=3`, as `npm run test:backends` does. */
const EVERY = scale >= 3 ? 1 : 3;
const drawn = <Case>(cases: readonly Case[]): readonly Case[] =>
  cases.filter((_, index) => (index + seed) % EVERY === 0);

/** Last signs of life are older than a store may be behind by then. */
const LATER_MS = 600_000;

/** What is done to a file in `otelcol/tampering.test.ts`, done to a store. */
export function describeTampering(store: TamperedStore): void {
  let kept: Promise<{ readonly file: string; readonly keys: Keys }> | undefined;
  const made = async (): Promise<{ readonly file: string; readonly keys: Keys }> => {
    const keys = await generateKeys(store.folder(), 'tampered');
    return { keys, file: await sentLog(store.folder(), keys.keyFile) };
  };
  const verify = async (
    apply: (log: StoredLog) => void,
    nowMs = Date.now(),
    trusting = trustOf,
  ): Promise<StoreVerified> => {
    kept ??= made();
    const { file, keys } = await kept;
    const [source, ...options] = await store.tampered(file, apply);
    return verifyStoreHere(nowMs, source, trusting(keys), ...options);
  };

  describe('somebody who can change the store', { timeout: 300_000 }, () => {
    it.each(drawn(TAMPERINGS))('is found out when he $name', async ({ name, apply, verdict, sequence, field }) => {
      const expected = store.otherwise[name] ?? [verdict, sequence, field];
      if (expected === 'REFUSED') {
        await expect(verify(apply)).rejects.toThrow(/refused|answered/);
        return;
      }
      const verified = await verify(apply);
      const { code, firstLine, report } = verified;
      if (expected === 'INTACT') expect([code, firstLine]).toEqual([0, expect.stringMatching(/^INTACT /)]);
      else {
        expect([code, ...firstFinding(verified)]).toEqual([1, ...expected]);
        expect(firstLine.startsWith(`NOT INTACT ${expected[0]} ${report.findings[0]?.stream} #`), firstLine).toBe(true);
      }
    });

    it.each(drawn(BENIGN_CHANGES))('has done nothing with $name', async ({ name, apply, condition, coverage }) => {
      const { code, firstLine, report } = await verify(apply);
      expect([code, firstLine, report.findings]).toEqual([0, expect.stringMatching(/^INTACT /), []]);
      const expected = condition === undefined || store.keepsOne === true ? [] : [condition];
      expect(report.conditions.map((one) => one.condition)).toEqual(expected);
      const said = name === UNSEEN ? undefined : (store.coverage?.[name] ?? coverage);
      if (said !== undefined) expect(report.coverage.join('\n')).toContain(said);
    });

    it.each(drawn(WITHOUT_PROOF))('leaves nothing proven with $name', async ({ apply, reason }) => {
      const { code, firstLine } = await verify(apply, Date.now() + LATER_MS);
      expect([code, firstLine]).toEqual([2, expect.stringMatching(new RegExp(`^NOT PROVEN ${reason} `))]);
    });

    it('cannot seal again with a key of his own, alone or beside the honest log', async () => {
      const folder = join(store.folder(), 'mallory');
      mkdirSync(folder);
      const own = new StoredLog(await sentLog(folder, (await generateKeys(folder, 'mallory')).keyFile));
      for (const beside of [false, true]) {
        const verified = await verify((log) => {
          log.lines = [...(beside ? log.lines : []), ...own.lines];
        });
        expect([verified.code, firstFinding(verified)[0]]).toEqual([1, 'FOREIGN_KEY']);
      }
    });

    it('cannot take a whole service away when the auditor expects it', async () => {
      const expecting = (keys: Keys): Keys => {
        const trust = join(store.folder(), 'expecting.json');
        const document = JSON.parse(readFileSync(keys.trust, 'utf8'));
        writeFileSync(trust, JSON.stringify({ ...document, expectedServices: ['shop', 'billing'] }));
        return { ...keys, trust };
      };
      expect(await verify(() => {}, Date.now(), expecting)).toMatchObject({ code: 0 });
      const without = (log: StoredLog): void => log.remove(...log.all('billing'));
      const verified = await verify(without, Date.now(), expecting);
      expect([verified.code, ...firstFinding(verified)]).toEqual([1, 'STREAM_MISSING', '-', 'service.name']);
    });
  });
}

const trustOf = (keys: Keys): Keys => keys;
