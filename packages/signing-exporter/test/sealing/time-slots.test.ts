import { describe, expect, it } from 'vitest';
import { TimeSlots } from '../../src/sealing/time-slots.js';
import { bench, recordOf, SHOP } from '../sealing-bench.js';

const HALF_AN_HOUR = 1_800_000;
const NEVER: readonly [number, number] = [0, 0];
const slotOf = (resource: { readonly attributes: object }): unknown =>
  (resource.attributes as Record<string, unknown>)['otelseal.time_slot'];
const at = (time: string): readonly [number, number] => [Date.parse(time) / 1_000, 999_999_999];

describe('a resource by time slot', () => {
  it('is one object for all records of half an hour, and another for the next', () => {
    const slots = new TimeSlots(HALF_AN_HOUR);
    const early = slots.of(SHOP, at('2026-11-29T01:00:00Z'), NEVER);
    const late = slots.of(SHOP, at('2026-11-29T01:29:59Z'), NEVER);
    const next = slots.of(SHOP, at('2026-11-29T01:30:00Z'), NEVER);
    expect([slotOf(early), slotOf(next)]).toEqual(['2026-11-29T01:00:00Z', '2026-11-29T01:30:00Z']);
    expect(late).toBe(early);
    expect(slots.of(SHOP, at('2026-11-29T01:10:00Z'), NEVER)).toBe(early);
    expect(early.attributes).toMatchObject(SHOP.attributes);
  });

  it('goes by the time at which a record was observed where it has no other, and by none where it has none', () => {
    const slots = new TimeSlots(HALF_AN_HOUR);
    expect(slotOf(slots.of(SHOP, NEVER, at('2026-11-29T01:00:00Z')))).toBe('2026-11-29T01:00:00Z');
    expect(slots.of(SHOP, NEVER, NEVER)).toBe(SHOP);
    expect(slots.of(SHOP, [Number.NaN, 0], [-5, 0])).toBe(SHOP);
  });

  it('costs bounded memory however records are dated', () => {
    const slots = new TimeSlots(HALF_AN_HOUR);
    const first = slots.of(SHOP, [1_800, 0], NEVER);
    for (let slot = 2; slot < 10_240; slot += 1) slots.of(SHOP, [slot * 1_800, 0], NEVER);
    expect(slots.of(SHOP, [1_800, 0], NEVER)).not.toBe(first); // forgotten, and made again
    expect(slots.of(SHOP, [1_800, 0], NEVER)).toEqual(first);
  });

  it('is the resource as it was where slots are off', () => {
    const { give, inner } = bench({ sealing: { timeSlotMs: 0 } });
    give(recordOf());
    expect(inner.accepted.map(({ resource }) => resource)).toEqual(inner.accepted.map(() => SHOP));
  });
});
