import { describe, expect, it } from 'vitest';
import { readCanonicalText } from '../src/canonical-reader.js';
import { shownInWords, signedInWords } from '../src/display/in-words.js';
import {
  canonicalize,
  canonicalRecordText,
  formatNote,
  openNote,
  openStream,
  reportFirstLine,
  signatureLine,
  verifyEd25519,
} from '../src/index.js';
import { judge } from './judged.js';
import {
  at,
  certificateOf,
  EPOCH,
  epochKeyOf,
  IDENTITY,
  keyOf,
  loginStream,
  open,
  ROOT,
  START,
  STREAM,
  seededBytes,
  signWith,
  stored,
} from './sealed-streams.js';

const message = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing was refused';
};
const nested = (levels: number): object => (levels === 0 ? {} : { a: nested(levels - 1) });
const closed = () => {
  const sealer = open();
  sealer.close({ reason: 'x' }, at(1));
  return sealer;
};
const signer = { name: ROOT.name, publicKey: ROOT.publicKey, signature: signWith(ROOT, 'x\n') };

describe('a refusal says', () => {
  it.each<readonly [string, () => unknown, string]>([
    ['that JSON has no such value', () => canonicalize({ a: 5n }), 'JSON has no bigint.'],
    ['that JSON has no such number', () => canonicalize([Number.NaN]), 'JSON has no NaN.'],
    ['that a text is none', () => canonicalize('\ud800'), 'A lone surrogate is not a character.'],
    ['how deep JSON may nest', () => canonicalize(nested(1_000)), 'Nested deeper than 1000 levels.'],
    [
      'what a sealed text holds, and no null',
      () => canonicalRecordText({ a: null } as never),
      'A sealed text holds strings and objects only, not null.',
    ],
    [
      'what a sealed text holds, and no list',
      () => canonicalRecordText({ a: [] } as never),
      'A sealed text holds strings and objects only, not an array.',
    ],
    [
      'what a sealed text holds, and no number',
      () => canonicalRecordText({ a: 5 } as never),
      'A sealed text holds strings and objects only, not a number.',
    ],
    [
      'what must be done to a text',
      () => canonicalRecordText({ a: '\ud800' }),
      'A sealed text cannot hold a lone surrogate; make the record wire-safe first.',
    ],
    [
      'how deep a sealed text nests when it is written',
      () => canonicalRecordText(nested(40) as never),
      'A sealed text nests at most 40 objects.',
    ],
    [
      'how deep a sealed text nests when it is read',
      () => readCanonicalText(JSON.stringify(nested(40)), 1_000),
      'A sealed text nests at most 40 objects.',
    ],
    [
      'how long a sealed text is',
      () => readCanonicalText('{"a":"b"}', 8),
      'A sealed text has at most 8 characters, not 9.',
    ],
    [
      'where a sealed text is not canonical',
      () => readCanonicalText('{"a": "b"}', 99),
      'Not the canonical text of a sealed record, at character 5.',
    ],
    [
      'where a sealed text is not ASCII',
      () => readCanonicalText('{"a":"é"}', 99),
      'Not the canonical text of a sealed record, at character 6.',
    ],
    ['that a note is a text', () => openNote(5 as never, []), 'The note must be a string.'],
    [
      'how long a note is',
      () => openNote('x'.repeat(1_000_001), []),
      'Not a signed note: it is longer than 1000000 characters.',
    ],
    [
      'what a note may not hold',
      () => openNote('a\tb\n\n', []),
      'Not a signed note: it holds control characters or lone surrogates.',
    ],
    [
      'how a signed text ends',
      () => formatNote('x', signer),
      'Not a signed note: its text does not end with a line feed.',
    ],
    [
      'what a key is not called',
      () => signatureLine({ ...signer, name: 'a+b' }),
      'Not a signed note: the key name must be free of white space and "+".',
    ],
    [
      'how long a signature is',
      () => signatureLine({ ...signer, signature: new Uint8Array(63) }),
      'Not a signed note: an Ed25519 signature has 64 bytes.',
    ],
    [
      'what a key is made of',
      () => verifyEd25519({ publicKey: 'x' as never, message: new Uint8Array(), signature: new Uint8Array(64) }),
      'publicKey must be a Uint8Array.',
    ],
    ['that a stream is closed', () => closed().heartbeat({ pending: 0 }, at(2)), `The stream ${STREAM} is closed.`],
    [
      'what a stream is called',
      () =>
        openStream({
          ...{ identity: IDENTITY, retention: 'audit', now: START, streamId: 'x', randomBytes: seededBytes('x') },
          ...{ certificate: certificateOf(), epochKey: epochKeyOf(EPOCH) },
        }),
      'The stream cannot be opened: its id is not 32 lower-case hex digits.',
    ],
    [
      'what a certificate is not for',
      () => open({ epochKey: epochKeyOf(keyOf('another')), certificate: certificateOf({ key: EPOCH }) }),
      'The epoch certificate is for another stream, identity, epoch or key.',
    ],
  ])('%s', (_, act, expected) => {
    expect(message(act)).toBe(expected);
  });
});

describe('a value in words', () => {
  it.each([
    ['s:a"\u001b', '"a\\"\\u001b"'],
    ['i:5', '5'],
    ['b:true', 'true'],
    ['x:YQ==', 'bytes YQ=='],
    [`h:30000:${'A'.repeat(43)}`, 'a text of 30000 characters, by its digest'],
  ])('that was signed as %j is %s', (signed, words) => {
    expect(signedInWords(signed)).toBe(words);
  });

  it.each([
    [undefined, 'nothing'],
    [null, 'nothing'],
    [{ stringValue: 'a' }, '"a"'],
    [{ stringValue: 'a', intValue: 1 }, '"a"'],
    [{ intValue: 5 }, '5'],
    [{ bytesValue: 'YQ==' }, 'bytes YQ=='],
    [{ intValue: 0.5 }, 'no value that could have been signed'],
    [{}, 'no value that could have been signed'],
    [{ arrayValue: {} }, 'a list'],
    [{ kvlistValue: {} }, 'a map'],
  ])('that is shown as %j is %s', (shown, words) => {
    expect(shownInWords(shown as never)).toBe(words);
  });
});

describe('the first line of a report', () => {
  it('says that a collector sealed what a producer was asked for', () => {
    const records = stored(loginStream(2, open({ signer: 'collector' })));
    expect(reportFirstLine(judge(records, { require: ['producer'] }))).toBe(
      'NOT PROVEN NOT_PRODUCER a collector sealed one of these streams, not its producer',
    );
  });
});
