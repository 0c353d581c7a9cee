import type { Campaign, Difficulty, RaisedIncident } from '@otelseal/testing';
import { describe, expect, it } from 'vitest';

import { counted, scale, seed } from '../../../test/long/scale.js';
import { judgeDay } from '../scripts/judge-day.js';

/** `npm test` looks at one day of each kind, `npm run test:long` at thirty, and at a benign one of a million events. */
const DAYS = scale > 1 ? 30 : 1;
const BENIGN_EVENTS = scale > 1 ? 1_000_000 : 60_000;
const ATTACKED_EVENTS = 20_000;
/** A fixed day in `npm test`: whether a rare benign day is noticed must not decide whether a change may land. */
const FIRST_SEED = scale > 1 ? seed : 20_261_123;

interface Judged {
  readonly caught: number;
  readonly missed: readonly Campaign[];
  readonly falseIncidents: readonly RaisedIncident[];
}

function judge(daySeed: number, events: number, difficulty?: Difficulty): Judged {
  const { caught, missed, falseIncidents } = judgeDay({
    seed: daySeed,
    events,
    ...(difficulty === undefined ? {} : { difficulty }),
  });
  counted('simulated security events', events);
  return { caught: caught.length, missed, falseIncidents };
}

const seeds = Array.from({ length: DAYS }, (_, day) => (FIRST_SEED + day * 7_919) % 2 ** 31);

describe(`detection on ${DAYS} simulated days from seed ${FIRST_SEED}`, { timeout: 7_200_000 }, () => {
  function recall(difficulty: Difficulty) {
    const days = seeds.map((daySeed) => judge(daySeed, ATTACKED_EVENTS, difficulty));
    const caught = days.reduce((sum, day) => sum + day.caught, 0);
    const missed = days.flatMap((day) => day.missed.map(({ id }) => id));
    return { share: caught / (caught + missed.length), missed };
  }

  it('catches at least 98 % of attacks as tools do them', () => {
    const { share, missed } = recall('easy');
    expect(share, missed.join(' ')).toBeGreaterThanOrEqual(DAYS === 1 ? 27 / 28 : 0.98);
  });

  it('catches at least 85 % of attacks that hide', () => {
    const { share, missed } = recall('evasive');
    expect(share, missed.join(' ')).toBeGreaterThanOrEqual(0.85);
  });

  it('raises at most one false incident a benign day', () => {
    const days = seeds.map((daySeed) => judge(daySeed, BENIGN_EVENTS).falseIncidents);
    const told = days.flat().map(({ detector, triggeredBy }) => `${detector} ${triggeredBy}`);
    expect(days.flat().length, told.join(', ')).toBeLessThanOrEqual(DAYS);
  });
});
