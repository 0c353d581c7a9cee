import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { allAttacks, type SimulatedEvent, simulateTraffic } from '@otelseal/testing';
import { expect } from 'vitest';

import { sealDay } from '../alerts/sealed-day.ts';
import { otelseal } from '../otelcol/command.ts';
import type { OtlpRequest } from './sealed-traffic.ts';

/** Everything is told within this time, which Loki takes in whatever comes first. */
const TOLD_IN_MS = 40 * 60_000;
const DAY_MS = 86_400_000;

/** An attacked day that is told in less than an hour; no two events share a millisecond, so that there is one order. */
function attackedHour(events: number): {
  readonly startMs: number;
  readonly endMs: number;
  readonly events: SimulatedEvent[];
} {
  const dayMs = Date.UTC(2026, 10, 23);
  const simulated = simulateTraffic({
    seed: 7,
    startMs: dayMs,
    eventsADay: events,
    users: 300,
    attacks: allAttacks('easy'),
  });
  const startMs = Date.now() - TOLD_IN_MS - 60_000;
  let lastMs = 0;
  const told = [...simulated.events]
    .toSorted((one, other) => one.timeMs - other.timeMs)
    .map((event) => {
      const timeMs = startMs + Math.floor(((event.timeMs - dayMs) / DAY_MS) * TOLD_IN_MS);
      lastMs = Math.max(timeMs, lastMs + 1);
      return { ...event, timeMs: lastMs };
    });
  return { startMs, endMs: lastMs, events: told };
}

export interface ReplayedHour {
  /** Where the store is, with the options that it needs. */
  readonly source: readonly string[];
  readonly folder: string;
  readonly keyFile: string;
  readonly events: number;
  /** Writes one request into the store. */
  readonly write: (request: OtlpRequest) => Promise<void>;
}

/**
 * Seals an attacked hour, writes it into a file in its order and into the store from its end to its beginning, one request twice: a replay
 * of the store must say the same as one of the file, of all of it and of a part.
 */
export async function expectSameIncidents(options: ReplayedHour): Promise<void> {
  const { source, folder, keyFile, events, write } = options;
  const hour = attackedHour(events);
  const requests: OtlpRequest[] = [];
  await sealDay(hour, keyFile, async (request) => void requests.push(request));
  const file = join(folder, `replayed-${Date.now()}.jsonl`);
  writeFileSync(file, requests.map((request) => `${JSON.stringify(request)}\n`).join(''));
  for (const request of [...requests, requests[0] as OtlpRequest].toReversed()) await write(request);

  const middle = new Date((hour.startMs + hour.endMs) / 2).toISOString();
  for (const range of [[], ['--from', middle], ['--to', middle]]) {
    const ofFile = await otelseal('replay', `file:${file}`, '--json', ...range);
    const ofStore = await otelseal('replay', ...source, '--json', ...(range.length === 0 ? ['--from', '2h'] : range));
    expect(ofStore).toEqual(ofFile);
    expect([ofFile.code, ofFile.out.split('\n').length > 2]).toEqual([0, true]);
  }
}
