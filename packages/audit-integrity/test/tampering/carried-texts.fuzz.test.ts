import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { counted, scaled } from '../../../../test/long/scale.ts';
import { reportLines, type SealedRecord, type StoredRecord } from '../../src/index.js';
import { changed, judge, payloadOf, setAttribute } from '../judged.js';
import {
  at,
  certificateOf,
  EPOCH,
  epochKeyOf,
  keyOf,
  loginFailure,
  open,
  rotationOf,
  stored,
} from '../sealed-streams.js';

/* What is inside the texts that records carry: payloads, and the notes and certificates within them. */

/** Every kind of leaf and note: a provisional opening, an endorsement, a rotation, records, checkpoints, a close. */
function everyKind(): SealedRecord[] {
  const next = keyOf('epoch-2');
  const sealer = open({ root: keyOf('stand-in'), provisional: true, minimumRetentionSeconds: 60 });
  const records = [sealer.open, sealer.seal(loginFailure(1), at(10)), sealer.checkpoint()];
  records.push(sealer.endorse({ certificate: certificateOf() }, at(20)));
  records.push(sealer.heartbeat({ pending: 3 }, at(25)), sealer.gap({ count: 2, reason: 'buffer_full' }, at(26)));
  const certificate = rotationOf(sealer, EPOCH, { key: next, epoch: 2 });
  records.push(...sealer.rotate({ certificate, epochKey: epochKeyOf(next) }, at(30)));
  records.push(sealer.seal(loginFailure(2), at(40)), sealer.close({ reason: 'x' }, at(50)), sealer.checkpoint());
  return records;
}

const RECORDS = stored(everyKind());
const TEXTS = RECORDS.map(payloadOf);

/** What is done to a text, at a place that is a share of its length. */
interface Edit {
  readonly what: 'replace' | 'delete' | 'insert' | 'repeat' | 'swap' | 'case';
  readonly where: number;
  readonly length: number;
  readonly text: string;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  what: fc.constantFrom('replace', 'delete', 'insert', 'repeat', 'swap', 'case'),
  where: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  length: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 60 })),
  text: fc.oneof(
    fc.string({ minLength: 1, maxLength: 4 }),
    fc.constantFrom(
      '"',
      '\\',
      '\\n',
      '\\u000a',
      '{',
      '}',
      ',',
      '\u2014',
      '— ',
      '=',
      '0',
      '1',
      'A',
      '\n',
      '\ud800',
      '\0',
    ),
  ),
});

function edited(text: string, { what, where, length, text: by }: Edit): string {
  const from = Math.floor(where * text.length);
  const [before, part, after] = [text.slice(0, from), text.slice(from, from + length), text.slice(from + length)];
  if (what === 'replace') return before + by + after;
  if (what === 'delete') return before + after;
  if (what === 'insert') return before + by + part + after;
  if (what === 'repeat') return before + part + part + after;
  if (what === 'swap') return before + [...part].reverse().join('') + after;
  return before + (part === part.toUpperCase() ? part.toLowerCase() : part.toUpperCase()) + after;
}

/** The record carries another text; what people see stays. */
function carrying(index: number, text: string): StoredRecord[] {
  return changed(RECORDS, index, (record) => setAttribute(record, 'audit.payload', { stringValue: text }));
}

function expectFound(index: number, text: string): void {
  const report = judge(carrying(index, text));
  expect(reportLines(report).join('\n')).toMatch(/^(NOT INTACT|NOT PROVEN) [ -~\n–]*$/);
}

/** Edits that once were of interest, or would be: they are tried in every run. Record, and what to write in place of what. */
const KEPT: readonly (readonly [number, string, string])[] = [
  [0, '"v":"1"', '"v":"2"'],
  [0, '"v":"1"', '"v":"1","w":"1"'],
  [0, '"kind":"open"', '"kind":"record"'],
  [1, '"sequence":"2"', '"sequence":"02"'],
  [1, '"sequence":"2"', '"sequence":"1"'],
  [1, '"kind":"record"', '"kind":"close"'],
  [1, '"s:', '"h:5:'],
  [2, '"kind":"checkpoint"', '"kind":"record"'],
  [2, '\\u2014 ', '\\u2014  '],
  [2, '\\u000a2\\u000a', '\\u000a1\\u000a'],
  [2, '\\u000a\\u000a', '\\u000a'],
  [2, '"0":"', '"00":"'],
  [3, '"endorsement"', '"certificate"'],
  [3, 'epoch 1', 'epoch 2'],
  [6, 'epoch 2', 'epoch 3'],
  [6, '"minimum_retention":"60"', '"minimum_retention":"1"'],
];

describe('a text that a record carries', () => {
  it('is whole to begin with', () => {
    expect(judge(RECORDS).verdict).toBe('INTACT');
  });

  it.each(KEPT)('record %i with %s as %s is never INTACT', (index, from, to) => {
    const text = TEXTS[index] as string;
    expect(text).toContain(from);
    expectFound(index, text.replace(from, to));
  });

  it('with anything in it changed is never INTACT, and never throws', () => {
    const runs = scaled(250);
    fc.assert(
      fc.property(fc.nat({ max: TEXTS.length - 1 }), fc.array(edit, { minLength: 1, maxLength: 3 }), (index, edits) => {
        const text = edits.reduce(edited, TEXTS[index] as string);
        fc.pre(text !== TEXTS[index]);
        expectFound(index, text);
      }),
      { numRuns: runs },
    );
    counted('texts edited', runs);
  });

  it('with a piece of another one in it is never INTACT', () => {
    const nat = fc.nat({ max: TEXTS.length - 1 });
    const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
    fc.assert(
      fc.property(nat, nat, share, share, fc.integer({ min: 4, max: 400 }), (index, other, from, to, length) => {
        const [text, donor] = [TEXTS[index] as string, TEXTS[other] as string];
        const piece = donor.slice(Math.floor(from * donor.length)).slice(0, length);
        const at_ = Math.floor(to * text.length);
        const spliced = text.slice(0, at_) + piece + text.slice(at_ + piece.length);
        fc.pre(spliced !== text);
        expectFound(index, spliced);
      }),
      { numRuns: scaled(120) },
    );
  });
});
