import { describe, expect, it } from 'vitest';
import { DetectionEngine } from '../src/detection-engine.js';
import type { Noticed } from '../src/noticed.js';
import { factOf, only } from './support/replay.js';

const T = Date.parse('2026-11-23T10:00:00Z');
const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

/** A service in which people log in all the time, and some of them mistype or have forgotten their passwords. */
class Service {
  readonly #engine = new DetectionEngine(only('password_spraying'));
  #nowMs = T;
  #people = 0;
  readonly #pending: { readonly atMs: number; readonly person: number }[] = [];

  #event(outcome: 'success' | 'failure', user: string, client: string): readonly Noticed[] {
    const attributes = { 'audit.actor.id': user, 'client.address': client, 'security.reason': 'wrong_password' };
    return this.#engine.observe(factOf(`security.authn.login.${outcome}`, attributes), undefined, this.#nowMs);
  }

  /** One login a second; every eighth mistypes first, and every fiftieth asks for a new password, which takes four minutes. */
  live(forMs: number, perSecond = 1): Noticed[] {
    const noticed: Noticed[] = [];
    for (const end = this.#nowMs + forMs; this.#nowMs < end; this.#nowMs += SECOND_MS / perSecond) {
      const person = this.#people++;
      const hasForgotten = person % 50 === 0;
      if (hasForgotten || person % 8 === 0) noticed.push(...this.#of(person, 'failure'));
      this.#pending.push({ atMs: this.#nowMs + (hasForgotten ? 240 : 8) * SECOND_MS, person });
      while (this.#pending.some(({ atMs }) => atMs <= this.#nowMs)) {
        const next = this.#pending.findIndex(({ atMs }) => atMs <= this.#nowMs);
        noticed.push(...this.#pending.splice(next, 1).flatMap((one) => this.#of(one.person, 'success')));
      }
    }
    return noticed;
  }

  #of(person: number, outcome: 'success' | 'failure'): readonly Noticed[] {
    return this.#event(outcome, `u${person}`, `198.18.${(person >> 8) & 255}.${person & 255}`);
  }

  /** So many machines in turn, each time at another account. @returns after how many of its events it was noticed */
  spray(events: number, machines: number, perSecond = 1): number | undefined {
    for (let n = 1; n <= events; n += 1) {
      const told = this.#event('failure', `victim${n}`, `203.0.113.${n % machines}`);
      if (told.some(({ kind }) => kind === 'incident')) return n;
      if (this.live(5 * SECOND_MS, perSecond).some(({ kind }) => kind === 'incident')) return n;
    }
    return undefined;
  }
}

describe('spraying of a busy service', () => {
  it('is not what people do who mistype and forget, in hours, in a rush three times as busy, or right after the start', () => {
    const service = new Service();
    expect(service.live(2 * HOUR_MS)).toEqual([]);
    expect(service.live(0.5 * HOUR_MS, 3)).toEqual([]);
  });

  it.each([0, 20])('is noticed at once in a process that started %i minutes ago and serves few', (minutes) => {
    const service = new Service();
    service.live(minutes * 60 * SECOND_MS, 1 / 30);
    expect(service.spray(60, 15, 1 / 30)).toBeLessThanOrEqual(26);
  });

  it('is noticed among them, although each machine tries only four times', () => {
    const service = new Service();
    service.live(2 * HOUR_MS);
    expect(service.spray(60, 15)).toBeLessThanOrEqual(26);
  });

  it('is over when it is: who mistypes afterwards is no part of it', () => {
    const service = new Service();
    service.live(2 * HOUR_MS);
    service.spray(60, 15);
    const after = service.live(HOUR_MS).flatMap((one) => (one.kind === 'incident' ? [one.incident] : []));
    expect(after.map(({ state }) => state)).toEqual(['ended']);
    expect((after[0]?.lastMs ?? 0) - (after[0]?.firstMs ?? 0)).toBeLessThan(0.75 * HOUR_MS);
  });
});
