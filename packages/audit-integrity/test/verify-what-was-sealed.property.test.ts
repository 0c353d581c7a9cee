import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SealedRecord } from '../src/index.js';
import { anyRecord } from './arbitrary-records.js';
import { changed, judge, payloadOf, setAttribute } from './judged.js';
import { at, loginStream, open, stored } from './sealed-streams.js';

function sealAll(inputs: readonly Parameters<ReturnType<typeof open>['seal']>[0][]): SealedRecord[] {
  const sealer = open();
  const records = [sealer.open];
  for (const [index, input] of inputs.entries()) {
    records.push(sealer.seal(input, at(index)));
    if (index % 3 === 2) records.push(sealer.checkpoint());
  }
  records.push(sealer.close({ reason: 'done' }, at(inputs.length)), sealer.checkpoint());
  return records;
}

describe('whatever an application logs', () => {
  it('is intact once it was sealed and stored', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { minLength: 1, maxLength: 6 }), (inputs) => {
        const report = judge(stored(sealAll(inputs)));
        expect(report.findings).toEqual([]);
        expect(report.verdict).toBe('INTACT');
      }),
    );
  });

  it('is intact in any order and however often it was delivered', () => {
    const records = stored(loginStream(9));
    const order = fc.shuffledSubarray([...records, ...records], { minLength: records.length * 2 });
    fc.assert(
      fc.property(order, (shuffled) => {
        expect(judge(shuffled).verdict).toBe('INTACT');
      }),
    );
  });
});

describe('a single change', () => {
  const records = stored(loginStream(6));
  const anyIndex = fc.integer({ min: 0, max: records.length - 1 });

  it('to one character of a sealed text is never intact', () => {
    fc.assert(
      fc.property(anyIndex, fc.nat(), fc.integer({ min: 0x20, max: 0x7e }), (index, position, code) => {
        const payload = payloadOf(records[index] ?? expect.fail('no such record'));
        const place = position % payload.length;
        const edited = `${payload.slice(0, place)}${String.fromCharCode(code)}${payload.slice(place + 1)}`;
        fc.pre(edited !== payload);
        const tampered = changed(records, index, (record) =>
          setAttribute(record, 'audit.payload', { stringValue: edited }),
        );
        expect(judge(tampered).verdict).not.toBe('INTACT');
      }),
    );
  });

  it('that deletes or inserts one character of a sealed text is never intact', () => {
    fc.assert(
      fc.property(anyIndex, fc.nat(), fc.string({ unit: 'binary', maxLength: 1 }), (index, position, added) => {
        const payload = payloadOf(records[index] ?? expect.fail('no such record'));
        const place = position % payload.length;
        const edited = `${payload.slice(0, place)}${added}${payload.slice(added === '' ? place + 1 : place)}`;
        const tampered = changed(records, index, (record) =>
          setAttribute(record, 'audit.payload', { stringValue: edited }),
        );
        expect(judge(tampered).verdict).not.toBe('INTACT');
      }),
    );
  });

  it('to one character of what is shown is never intact', () => {
    const shown = (index: number): [string, string][] =>
      (records[index]?.logRecord.attributes ?? []).map(
        ({ key = '', value }) => [key, value?.stringValue ?? value?.intValue ?? ''] as [string, string],
      );
    fc.assert(
      fc.property(
        anyIndex,
        fc.nat(),
        fc.nat(),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
        (index, which, position, character) => {
          const all = shown(index);
          const [key, text] = all[which % all.length] ?? expect.fail('no such attribute');
          const place = position % text.length;
          const edited = `${text.slice(0, place)}${character}${text.slice(place + 1)}`;
          fc.pre(edited !== text);
          const member = key === 'audit.sequence.number' || key === 'client.port' ? 'intValue' : 'stringValue';
          const tampered = changed(records, index, (record) => setAttribute(record, key, { [member]: edited }));
          expect(judge(tampered).verdict).not.toBe('INTACT');
        },
      ),
    );
  });
});
