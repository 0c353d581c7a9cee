import { expect, it } from 'vitest';
import { counted, scaled } from '../../../../test/long/scale.ts';
import type { SealedRecord } from '../../src/sealed-record.js';
import { judge, verdictOf, without } from '../judged.js';
import {
  at,
  certificateOf,
  EPOCH,
  epochKeyOf,
  keyOf,
  loginFailure,
  open,
  rotationOf,
  stored,
} from '../sealed-streams.js';

/** Of one day: fifty thousand beside the other tests, a million in a long run (20). */
const RECORDS = Math.min(scaled(50_000), 1_000_000);
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const CHECKPOINT_RECORDS = 256;
/** From half past twelve. */
const FROM_MS = 12.5 * HOUR_MS;
const RANGE = { from: at(FROM_MS), to: at(FROM_MS + HOUR_MS) };
/** A reader of a store asks for so much more on both sides, for the checkpoints around. */
const AROUND_MS = 300_000;

/** What a search for that hour, for openings and for rotations gives back; all else was sealed and is never read. */
function foundRecords(): SealedRecord[] {
  const notAfter = at(2 * DAY_MS)[0];
  const sealer = open({ certificate: certificateOf({ notAfter }) });
  const found = [sealer.open];
  let key = EPOCH;
  for (let n = 1; n <= RECORDS; n += 1) {
    const ms = Math.floor((n * DAY_MS) / RECORDS);
    const isFound = ms >= FROM_MS - AROUND_MS && ms <= FROM_MS + HOUR_MS + AROUND_MS;
    const record = sealer.seal(loginFailure(n), at(ms));
    if (isFound) found.push(record);
    if (isFound && n % CHECKPOINT_RECORDS === 0) found.push(sealer.checkpoint());
    if (Math.floor(ms / HOUR_MS) === Math.floor(((n - 1) * DAY_MS) / RECORDS / HOUR_MS)) continue;
    const next = keyOf(`epoch-${n}`);
    const epoch = Math.floor(ms / HOUR_MS) + 1;
    found.push(
      ...sealer.rotate(
        { certificate: rotationOf(sealer, key, { key: next, epoch, notAfter }), epochKey: epochKeyOf(next) },
        at(ms),
      ),
    );
    key = next;
  }
  return found;
}

it(
  `an hour out of ${RECORDS} records of a day is proven by itself, openings and rotations`,
  () => {
    const found = stored(foundRecords());
    const { verdict, streams } = judge(found, { range: RANGE });
    expect(verdict).toBe('INTACT');
    expect(streams[0]?.records).toBeGreaterThanOrEqual(RECORDS / 24);
    expect(found.length).toBeLessThan((RECORDS / 24) * 1.25 + 100);
    const within = Math.floor((RECORDS * (FROM_MS + HOUR_MS / 3)) / DAY_MS);
    const removed = found.findIndex(({ logRecord }) => JSON.stringify(logRecord.body).includes(`user${within}@`));
    expect(verdictOf(without(found, removed), { range: RANGE })).toEqual([expect.stringMatching(/^MISSING #\d+ /)]);
    counted('records of which an hour was proven', RECORDS);
  },
  60_000 + RECORDS,
);
