import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createVerifier, reportFirstLine, reportLines, type StoredRecord, storedRecords } from '../src/index.js';
import { changed, judge, type Mutable, setAttribute, verdictOf } from './judged.js';
import { at, loginFailure, loginStream, open, stored, trustOf } from './sealed-streams.js';

const RECORDS = stored(loginStream(5));
const json: fc.Arbitrary<unknown> = fc.jsonValue({ maxDepth: 3 });

/** Replaces the part of a structure that a path of numbers leads to. */
function replaced(value: unknown, path: readonly number[], by: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined || typeof value !== 'object' || value === null) return by;
  const keys = Object.keys(value);
  const key = keys[first % Math.max(1, keys.length)];
  if (key === undefined) return by;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...value };
  (copy as Record<string, unknown>)[key] = replaced((value as Record<string, unknown>)[key], rest, by);
  return copy;
}

describe('a verifier', () => {
  it('judges anything that JSON can hold in place of a record, and never throws', () => {
    fc.assert(
      fc.property(fc.array(json, { maxLength: 5 }), (records) => {
        const verifier = createVerifier({ trust: trustOf() });
        for (const record of records) {
          const logRecord = (typeof record === 'object' && record !== null ? record : {}) as never;
          verifier.add({ place: 'x', logRecord, resource: [], scopeName: '', scope: [] });
        }
        expect(verifier.finish().verdict).not.toBe('INTACT');
      }),
    );
  });

  it('judges sealed records with any part replaced by anything, and never throws', () => {
    const path = fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.nat({ max: RECORDS.length - 1 }), path, json, (index, at_, by) => {
        const records = RECORDS.map((record, n) => {
          const logRecord = n === index ? replaced(record.logRecord, at_, by) : record.logRecord;
          const object = typeof logRecord === 'object' && logRecord !== null ? logRecord : {};
          return { ...record, logRecord: object as StoredRecord['logRecord'] };
        });
        const report = judge(records);
        expect(reportLines(report).join('\n')).toMatch(/^(INTACT|NOT INTACT|NOT PROVEN) [ -~\n–]*$/);
      }),
    );
  });

  it('judges resources and scopes that are anything, and never throws', () => {
    fc.assert(
      fc.property(fc.array(json, { maxLength: 3 }), fc.array(json, { maxLength: 3 }), (resource, scope) => {
        const records = RECORDS.map((record) => ({ ...record, resource: resource as never, scope: scope as never }));
        expect(judge(records).verdict).not.toBe('NOT PROVEN');
      }),
    );
  });

  it('finds no records in requests that are none', () => {
    fc.assert(
      fc.property(json, (request) => {
        expect([...storedRecords(request, 'x')].every(({ place }) => place === 'x')).toBe(true);
      }),
    );
    expect([
      ...storedRecords({ resourceLogs: [null, { scopeLogs: [5, { logRecords: [null, 'x', {}] }] }] }, 'x'),
    ]).toHaveLength(1);
  });

  it('carries text as sealed payload only if it is text', () => {
    for (const value of [
      { intValue: 5 },
      {},
      null,
      { stringValue: null },
      { stringValue: '' },
      { stringValue: '{}' },
      { stringValue: '[' },
      { kvlistValue: {} },
    ]) {
      const edited = changed(RECORDS, 3, (record) => setAttribute(record, 'audit.payload', value));
      expect(verdictOf(edited)).toEqual(['MODIFIED #4 audit.payload']);
    }
  });

  it('names a damaged record by its own words only when they make sense', () => {
    const lost = (key: string, value: unknown) =>
      changed(RECORDS, 3, (record) => {
        setAttribute(record, 'audit.payload', { stringValue: 'x' });
        setAttribute(record, key, value);
      });
    for (const value of [{ stringValue: 'x' }, { stringValue: 'A'.repeat(32) }, { intValue: 5 }, undefined]) {
      expect(verdictOf(lost('audit.sequence.stream_id', value))).toEqual(['MODIFIED #- audit.payload', 'MISSING #4 -']);
    }
    for (const value of [
      { stringValue: '4' },
      { intValue: '-4' },
      { intValue: '1e30' },
      { intValue: 4.5 },
      undefined,
    ]) {
      expect(verdictOf(lost('audit.sequence.number', value))).toEqual(['MODIFIED #- audit.payload', 'MISSING #4 -']);
    }
  });

  it('is not led astray by numbers that nobody could have reached', () => {
    const far = changed(RECORDS, 3, (record) => {
      setAttribute(record, 'audit.payload', { stringValue: 'x' });
      setAttribute(record, 'audit.sequence.number', { intValue: String(Number.MAX_SAFE_INTEGER) });
    });
    expect(verdictOf(far)).toEqual([`MODIFIED #${Number.MAX_SAFE_INTEGER} audit.payload`, 'MISSING #4 -']);
    const sealer = open();
    const jump = sealer.seal(loginFailure(1), at(1));
    const payload = jump.payload.replace('"sequence":"2"', '"sequence":"9007199254740991"');
    const records = changed(stored([sealer.open, jump]), 1, (record) => {
      setAttribute(record, 'audit.payload', { stringValue: payload });
      setAttribute(record, 'audit.sequence.number', { intValue: '9007199254740991' });
    });
    expect(verdictOf(records)).toEqual(['MISSING #2–9007199254740990 -']);
  });

  it.each([
    ['that a trusted key opened', { maxStreams: 0, maxTrustedStreams: 10 }],
    ['that anybody may have made up', { trust: undefined, maxStreams: 10 }],
  ])('keeps no more streams %s than it was told, and says so', (_, options) => {
    const opened = Array.from({ length: 50 }, (_, n) => open({ streamId: n.toString(16).padStart(32, '0') }).open);
    const report = judge(stored(opened), options);
    expect(report.streams).toHaveLength(10);
    expect(report.conditions).toContainEqual(
      expect.objectContaining({ condition: 'UNANCHORED', stream: '-', detail: expect.stringContaining('40 records') }),
    );
  });

  it('lists a bounded part of what it finds, and counts the rest', () => {
    const edited = stored(loginStream(2_500)).map((record, index) =>
      index === 0 ? record : changed([record], 0, (one) => renameUser(one))[0],
    ) as StoredRecord[];
    const report = judge(edited);
    expect(report.findings.length).toBeLessThanOrEqual(1_002);
    expect(reportFirstLine(report)).toMatch(/^NOT INTACT DISPLAY_MISMATCH [0-9a-f]{32} #2 user\.id \(/);
    expect(report.findings.at(-1)?.detail).toMatch(/too many to be listed|more of this kind/);
    expect(reportLines(report).length).toBeLessThan(70);
  });

  it('follows nested values only so far', () => {
    const nested = (depth: number): object =>
      depth === 0 ? { stringValue: 'x' } : { arrayValue: { values: [nested(depth - 1)] } };
    const maps = (depth: number): object =>
      depth === 0 ? { stringValue: 'x' } : { kvlistValue: { values: [{ key: 'k', value: maps(depth - 1) }] } };
    for (const value of [nested(2_000), maps(2_000)]) {
      const shown = changed(RECORDS, 3, (record) => setAttribute(record, 'user.id', value));
      expect(verdictOf(shown)).toEqual(['DISPLAY_MISMATCH #4 user.id']);
    }
    const added = changed(RECORDS, 3, (record) => setAttribute(record, 'harmless', maps(2_000)));
    expect(verdictOf(added)).toEqual(['DISPLAY_MISMATCH #4 audit.uncheckable']);
  });
});

function renameUser(record: Mutable<StoredRecord>): void {
  if (record.logRecord.attributes?.some(({ key }) => key === 'user.id'))
    setAttribute(record, 'user.id', { stringValue: 'mallory' });
}
