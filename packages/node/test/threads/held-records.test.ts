import { afterEach, describe, expect, it } from 'vitest';
import { HELD_RECORDS, HeldRecords, heldRecords, takeHeldRecords } from '../../src/threads/held-records.js';

afterEach(() => void takeHeldRecords());
const count = (): number => heldRecords(HELD_RECORDS);

describe('the records that only memory holds', () => {
  it('are those of all pipelines of the thread that were not delivered', () => {
    const [one, other] = [new HeldRecords(), new HeldRecords()];
    one.took(3);
    other.took(2);
    one.delivered(1);
    expect(count()).toBe(4);
  });

  it('are held while the exporter keeps them, until something that came later is delivered', () => {
    const held = new HeldRecords();
    held.took(3);
    held.keptForRetry(2);
    expect(count()).toBe(3);
    held.delivered(1);
    expect(count()).toBe(0);
  });

  it('are none of a pipeline that has ended, whatever others hold', () => {
    const [one, other] = [new HeldRecords(), new HeldRecords()];
    one.took(3);
    other.took(2);
    one.ended();
    one.ended();
    expect(count()).toBe(2);
  });

  it('are said to be lost by one only, and never fewer than none', () => {
    const held = new HeldRecords();
    held.took(2);
    expect([takeHeldRecords(HELD_RECORDS), takeHeldRecords(HELD_RECORDS)]).toEqual([2, 0]);
    held.delivered(2);
    expect(count()).toBe(0);
    expect(takeHeldRecords()).toBe(0);
  });
});
