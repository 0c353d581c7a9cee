import { describe, expect, it } from 'vitest';
import { PASSING_STREAM_DEFAULTS, PassingStreams } from '../../src/intake/passing-streams.js';

const { newStreamsAtOnce, newStreamsPerHour } = PASSING_STREAM_DEFAULTS;
const HOUR_MS = 3_600_000;

const streams = (count: number, from = 0): ReadonlySet<string> =>
  new Set(Array.from({ length: count }, (_, index) => `stream-${from + index}`));

describe('streams that pass', () => {
  it('of a whole fleet begin at once; of one that is larger all begin a little later, and until then none', () => {
    const passing = new PassingStreams();
    expect(passing.begin('shop', streams(newStreamsAtOnce), 0)).toBe(0);
    const waitSeconds = passing.begin('shop', streams(10, newStreamsAtOnce), 0);
    expect(waitSeconds).toBe(Math.ceil((10 * 3_600) / newStreamsPerHour));
    expect(passing.has(`stream-${newStreamsAtOnce}`)).toBe(false);
    expect(passing.begin('fleet', streams(1, newStreamsAtOnce), 0)).toBe(0);
    expect(passing.begin('shop', streams(10, newStreamsAtOnce), waitSeconds * 1_000)).toBe(0);
    expect(passing.has(`stream-${newStreamsAtOnce + 9}`)).toBe(true);
  });

  it('are never so many at once that they could not begin at all', () => {
    expect(new PassingStreams().begin('shop', streams(10 * newStreamsAtOnce), 0)).toBe(Number.POSITIVE_INFINITY);
  });

  it('made up all day are fewer than what a verifier keeps of streams that nobody trusted opened', () => {
    const passing = new PassingStreams();
    let begun = 0;
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      while (passing.begin('shop', streams(1, begun), (minute * HOUR_MS) / 60) === 0) begun += 1;
    }
    expect(begun).toBeGreaterThan(9_000);
    expect(begun).toBeLessThan(10_000);
  });

  it('are remembered while they are heard of, and a bounded number of them', () => {
    const passing = new PassingStreams({ newStreamsPerHour: 1, newStreamsAtOnce: 1_500_000 });
    const generation = 65_536;
    passing.begin('shop', streams(1), 0);
    for (let round = 0; round < 3; round += 1) {
      passing.begin('shop', streams(generation, 1 + round * generation), 0);
      expect(passing.has('stream-0')).toBe(true);
    }
    expect(passing.has('stream-1')).toBe(false);
  });

  it('speak for several while several say so, of which the last four count', () => {
    const passing = new PassingStreams();
    const speaker = (service: string) => ({ organisation: 'o', tenant: 't', environment: 'e', service });
    const services = (): string[] => passing.speakersOf('stream').map(({ service }) => service);
    expect(services()).toEqual([]);
    for (let number = 0; number < 40; number += 1) {
      passing.noteSpeaker('stream', speaker(`made up ${number}`));
      passing.noteSpeaker('stream', speaker('owner'));
      expect(services()).toContain('owner');
    }
    expect(services()).toEqual(['made up 37', 'made up 38', 'made up 39', 'owner']);
  });

  it('are remembered with for whom they speak, and a bounded number of them', () => {
    const passing = new PassingStreams();
    for (let number = 0; number < 40_000; number += 1) {
      const common = { organisation: 'o', tenant: 't', environment: 'e' };
      passing.noteSpeaker(`stream-${number}`, { ...common, service: 'first' });
      passing.noteSpeaker(`stream-${number}`, { ...common, service: 'second' });
    }
    const kept = Array.from({ length: 40_000 }, (_, number) => passing.speakersOf(`stream-${number}`).length);
    expect(kept.reduce((sum, count) => sum + count)).toBe(16_384);
    expect(kept.at(-1)).toBe(2);
  });
});
