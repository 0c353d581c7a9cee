import { describe, expect, it } from 'vitest';

import { FakeClock } from '../src/fake-clock.js';

describe('a fake clock', () => {
  it('stands still until told otherwise', () => {
    const clock = new FakeClock('2026-11-23T10:00:00Z');
    expect(clock.now()).toBe(Date.UTC(2026, 10, 23, 10));
    clock.advance(1_500);
    expect(clock.now()).toBe(Date.UTC(2026, 10, 23, 10, 0, 1, 500));
    expect(clock.nowNs()).toBe(BigInt(Date.UTC(2026, 10, 23, 10, 0, 1, 500)) * 1_000_000n);
  });

  it('runs timers in order of their time, each at its own time', () => {
    const clock = new FakeClock(0);
    const ran: string[] = [];
    clock.setTimeout(() => ran.push(`late at ${clock.now()}`), 20);
    clock.setTimeout(() => ran.push(`early at ${clock.now()}`), 10);
    clock.setTimeout(() => ran.push(`never`), 31);
    clock.advance(30);
    expect(ran).toEqual(['early at 10', 'late at 20']);
    expect(clock.pending).toBe(1);
  });

  it('runs a timer that another timer started, when both fall due', () => {
    const clock = new FakeClock(0);
    const ran: number[] = [];
    const again = (): void => {
      ran.push(clock.now());
      clock.setTimeout(again, 10);
    };
    clock.setTimeout(again, 10);
    clock.advance(35);
    expect(ran).toEqual([10, 20, 30]);
  });

  it('does not run a cleared timer', () => {
    const clock = new FakeClock(0);
    const ran: string[] = [];
    clock.clearTimeout(clock.setTimeout(() => ran.push('cleared'), 5));
    clock.advance(10);
    expect(ran).toEqual([]);
  });

  it('jumps without running timers, as a corrected clock does', () => {
    const clock = new FakeClock(1_000);
    const ran: number[] = [];
    clock.setTimeout(() => ran.push(clock.now()), 10);
    clock.jump(-500);
    expect(clock.now()).toBe(500);
    clock.advance(10);
    expect(ran).toEqual([510]);
  });

  it('refuses a start that is not a time', () => {
    expect(() => new FakeClock('yesterday')).toThrow(RangeError);
  });
});
