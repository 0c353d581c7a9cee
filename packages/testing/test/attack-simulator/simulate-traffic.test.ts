import { ATTRIBUTES, EVENTS } from '@otelseal/semantic-conventions';
import { ATTACK_NAMES, allAttacks, type SimulatedEvent, simulateTraffic } from '@otelseal/testing';
import { describe, expect, it } from 'vitest';

const attacks = [...allAttacks('easy'), ...allAttacks('evasive')];

function day(seed: number, eventsADay = 30_000): readonly SimulatedEvent[] {
  return [...simulateTraffic({ seed, eventsADay, attacks }).events];
}

describe('simulated traffic', () => {
  const events = day(1);

  it('is the same for the same seed and another for another', () => {
    expect(day(1)).toEqual(events);
    expect(day(2)).not.toEqual(events);
  });

  it('never goes back in time and gives every record an id of its own', () => {
    expect(events.map(({ timeMs }) => timeMs)).toEqual(events.map(({ timeMs }) => timeMs).toSorted((a, b) => a - b));
    expect(new Set(events.map(({ attributes }) => attributes['audit.record.id'])).size).toBe(events.length);
  });

  it('speaks the vocabulary: known events, with what the catalogue requires, in known attributes', () => {
    const outside = new Set(['geo.location.lat', 'geo.location.lon']);
    const shapes = new Map(
      events.map(({ eventName, attributes }) => [`${eventName} ${Object.keys(attributes)}`, { eventName, attributes }]),
    );
    for (const { eventName, attributes } of shapes.values()) {
      const definition = EVENTS[eventName as keyof typeof EVENTS];
      expect(definition, eventName).toBeDefined();
      expect(Object.keys(attributes), eventName).toEqual(expect.arrayContaining([...(definition?.required ?? [])]));
      const unknown = Object.keys(attributes).filter((name) => !(outside.has(name) || name in ATTRIBUTES));
      expect(unknown, eventName).toEqual([]);
    }
  });

  it('has about as many benign events as were ordered', () => {
    const benign = [...simulateTraffic({ seed: 3, eventsADay: 200_000 }).events].length;
    expect(benign / 200_000).toBeGreaterThan(0.85);
    expect(benign / 200_000).toBeLessThan(1.15);
  });

  it('tells the truth: every attack in both forms, each event marked with its campaign and with no other', () => {
    const simulation = simulateTraffic({ seed: 4, eventsADay: 20_000, attacks });
    const marked = new Map<string, string[]>();
    for (const { campaign, attributes } of simulation.events) {
      if (campaign !== undefined)
        marked.set(campaign, [...(marked.get(campaign) ?? []), String(attributes['audit.record.id'])]);
    }
    expect(simulation.campaigns.map(({ attack }) => attack)).toEqual([...ATTACK_NAMES, ...ATTACK_NAMES]);
    for (const { id, recordIds } of simulation.campaigns) expect(marked.get(id), id).toEqual(recordIds);
  });

  it('hides failures of many people behind one address on an office morning', () => {
    const office = [...simulateTraffic({ seed: 5, eventsADay: 100_000 }).events].filter(
      ({ eventName, attributes }) =>
        eventName === 'security.authn.login.failure' && String(attributes['client.address']).startsWith('198.19.0.'),
    );
    const failing = Map.groupBy(office, ({ attributes }) => attributes['client.address']);
    const people = [...failing.values()].map(
      (some) => new Set(some.map(({ attributes }) => attributes['audit.actor.id'])).size,
    );
    expect(Math.max(...people)).toBeGreaterThan(10);
  });
});
