import type { Report } from '@otelseal/audit-integrity';
import { describe, expect, it } from 'vitest';

import { KeptRows } from '../../src/investigate/kept-rows.js';
import { Subject } from '../../src/investigate/subject.js';
import { Timeline } from '../../src/investigate/timeline.js';
import { timelineRow } from '../../src/investigate/timeline-row.js';
import type { EvidenceRecord } from '../../src/records/evidence-record.js';
import { SealStates } from '../../src/records/seal-states.js';

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
/** What a verdict says that finds all of the streams named so proven, and no others. */
const statesOf = (...streams: readonly string[]): SealStates =>
  new SealStates({
    findings: [],
    conditions: [],
    counts: {},
    streams: streams.map((stream) => ({ stream, trusted: true })),
  } as unknown as Report);
const PROVEN = statesOf('a'.repeat(32));
const rowsOf = (timeline: Timeline) => timeline.rows(PROVEN);
const incident = { eventName: 'security.incident.open', attributes: { 'security.incident.records': ['r-1'] } };

describe('a timeline', () => {
  it('keeps the earliest rows in whatever order they come, ten times too many included', () => {
    const timeline = timelineOf(100);
    for (let n = 0; n < 1_000; n += 1) timeline.add(record(((n * 7) % 1_000) + 1));
    expect(rowsOf(timeline).rows.map(({ timeNs }) => Number((timeNs ?? 0n) / 1_000_000_000n))).toEqual(
      Array.from({ length: 100 }, (_, n) => n + 1),
    );
    expect(rowsOf(timeline).left).toEqual({ proven: 900, unproven: 0 });
  });

  it('cuts texts that are too long', () => {
    const timeline = timelineOf(10);
    timeline.add(record(1, { message: 'x'.repeat(100_000), eventName: 'e'.repeat(100_000) }));
    expect(rowsOf(timeline).rows.map(({ message, event }) => [message.length, event.length])).toEqual([[1_001, 257]]);
  });

  it('takes an incident for one of its records, and not one for others', () => {
    const timeline = timelineOf(10);
    timeline.add(record(1));
    timeline.add(record(2, incident));
    timeline.add(record(3, { ...incident, attributes: { 'security.incident.records': '["r-1","r-9"]' } }));
    timeline.add(record(4, { ...incident, attributes: { 'security.incident.records': ['r-9'] } }));
    expect(rowsOf(timeline).rows.map(({ what, place }) => `${what} ${place}`)).toEqual([
      'event f:1',
      'incident f:2',
      'incident f:3',
    ]);
  });

  it('has every declared loss, and puts what has no time first', () => {
    const timeline = timelineOf(10);
    timeline.add(record(1));
    timeline.add(record(2, { isGap: true, eventName: 'audit.gap', attributes: {}, timeNs: undefined }));
    expect(rowsOf(timeline).rows.map(({ what, time }) => [what, time])).toEqual([
      ['gap', ''],
      ['event', '1970-01-01T00:00:01.000000000Z'],
    ]);
  });

  it('takes what was done to an account for part of the story, and a document of the same name not', () => {
    const timeline = timelineOf(10);
    for (const [n, type] of ['account', 'user', 'document'].entries()) {
      timeline.add(record(n + 1, { attributes: { 'audit.target.type': type, 'audit.target.id': 'ada' } }));
    }
    expect(rowsOf(timeline).rows.map(({ target }) => target)).toEqual(['account ada', 'user ada']);
  });

  it('lets no record that proves nothing push out one that does', () => {
    const timeline = timelineOf(100);
    for (let n = 0; n < 1_000; n += 1) timeline.add(record(n, { seal: undefined }));
    for (let n = 0; n < 2; n += 1) timeline.add(record(5_000 + n));
    const { rows, left } = rowsOf(timeline);
    expect(rows.filter(({ seal }) => typeof seal === 'object')).toHaveLength(2);
    expect([rows.length, left]).toEqual([102, { proven: 0, unproven: 900 }]);
  });

  it('must be gathered again, with the verdict, where forged seals pushed others out', () => {
    const forged = (n: number) => record(n, { seal: { stream: 'b'.repeat(32), sequence: n, timeNs: 1n } });
    const gather = (judged?: SealStates): Timeline => {
      const timeline = new Timeline(new Subject('actor', 'ada'), undefined, 100, judged);
      for (let n = 1; n <= 1_000; n += 1) timeline.add(forged(n));
      for (let n = 0; n < 2; n += 1) timeline.add(record(5_000 + n));
      return timeline;
    };
    expect(gather().isDisplaced(PROVEN)).toBe(true);
    const again = gather(PROVEN);
    expect(again.isDisplaced(PROVEN)).toBe(false);
    expect(
      rowsOf(again)
        .rows.slice(-2)
        .map(({ place }) => place),
    ).toEqual(['f:5000', 'f:5001']);
  });

  it('keeps as many rows as have room, however long their texts are', () => {
    const rows = new KeptRows(1_000, 100_000);
    for (let n = 0; n < 1_000; n += 1) rows.add(`${n}`, timelineRow(record(n, { message: 'x'.repeat(5_000) })));
    const kept = rows.rows;
    expect(kept.length).toBeGreaterThan(50);
    expect(kept.length).toBeLessThan(100);
    expect(rows.left).toBe(1_000 - kept.length);
  });
});
