import { describe, expect, it } from 'vitest';

import { Subject } from '../../src/investigate/subject.js';
import { Timeline } from '../../src/investigate/timeline.js';
import type { EvidenceRecord } from '../../src/records/evidence-record.js';

function record(number: number, more: Partial<EvidenceRecord> = {}): EvidenceRecord {
  return {
    place: `f:${number}`,
    seal: { stream: 'a'.repeat(32), sequence: number, timeNs: BigInt(number) },
    isGap: false,
    timeNs: BigInt(number) * 1_000_000_000n,
    eventName: 'security.authz.failure',
    severityNumber: 13,
    severityText: '',
    message: 'refused',
    traceId: '',
    service: 'shop',
    attributes: { 'audit.actor.id': 'ada', 'audit.record.id': `r-${number}` },
    ...more,
  };
}

const timelineOf = (maxRows: number) => new Timeline(new Subject('actor', 'ada'), undefined, maxRows);
const incident = { eventName: 'security.incident.open', attributes: { 'security.incident.records': ['r-1'] } };

describe('a timeline', () => {
  it('keeps the earliest rows in whatever order they come, ten times too many included', () => {
    const timeline = timelineOf(100);
    for (let n = 0; n < 1_000; n += 1) timeline.add(record(((n * 7) % 1_000) + 1));
    expect(timeline.rows.map(({ timeNs }) => Number((timeNs ?? 0n) / 1_000_000_000n))).toEqual(
      Array.from({ length: 100 }, (_, n) => n + 1),
    );
    expect(timeline.left).toBe(900);
  });

  it('cuts texts that are too long', () => {
    const timeline = timelineOf(10);
    timeline.add(record(1, { message: 'x'.repeat(100_000), eventName: 'e'.repeat(100_000) }));
    expect(timeline.rows.map(({ message, event }) => [message.length, event.length])).toEqual([[1_001, 257]]);
  });

  it('takes an incident for one of its records, and not one for others', () => {
    const timeline = timelineOf(10);
    timeline.add(record(1));
    timeline.add(record(2, incident));
    timeline.add(record(3, { ...incident, attributes: { 'security.incident.records': '["r-1","r-9"]' } }));
    timeline.add(record(4, { ...incident, attributes: { 'security.incident.records': ['r-9'] } }));
    expect(timeline.rows.map(({ what, place }) => `${what} ${place}`)).toEqual([
      'event f:1',
      'incident f:2',
      'incident f:3',
    ]);
  });

  it('has every declared loss, and puts what has no time first', () => {
    const timeline = timelineOf(10);
    timeline.add(record(1));
    timeline.add(record(2, { isGap: true, eventName: 'audit.gap', attributes: {}, timeNs: undefined }));
    expect(timeline.rows.map(({ what, time }) => [what, time])).toEqual([
      ['gap', ''],
      ['event', '1970-01-01T00:00:01.000000000Z'],
    ]);
  });

  it('takes what was done to an account for part of the story, and a document of the same name not', () => {
    const timeline = timelineOf(10);
    for (const [n, type] of ['account', 'user', 'document'].entries()) {
      timeline.add(record(n + 1, { attributes: { 'audit.target.type': type, 'audit.target.id': 'ada' } }));
    }
    expect(timeline.rows.map(({ target }) => target)).toEqual(['account ada', 'user ada']);
  });
});
