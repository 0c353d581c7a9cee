import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonInPieces } from '../../src/decode/json-in-pieces.js';
import { JsonStructure } from '../../src/decode/json-structure.js';
import { RequestFault } from '../../src/decode/record-fault.js';
import { MAX_JSON_VALUES } from '../../src/decode/value-bounds.js';
import { VisibleChanges } from '../../src/decode/visible-changes.js';

interface InPieces {
  readonly value: unknown;
  readonly turns: number;
  readonly changes: VisibleChanges;
}

/** Cut wherever it can be, and looked at byte by byte, unless it is to be done as the gateway does it. */
async function parsed(text: string | Uint8Array, pieceBytes = 1, slice = 1): Promise<InPieces> {
  const request = Buffer.from(text as string);
  const structure = new JsonStructure(request, MAX_JSON_VALUES, pieceBytes);
  while (!structure.look(slice));
  let turns = 0;
  const pieces = new JsonInPieces(request, () => {
    turns += 1;
    return Promise.resolve();
  });
  const changes = new VisibleChanges();
  return { value: await pieces.parsed(structure.whole, changes), turns, changes };
}

const record = fc.record({ body: fc.jsonValue({ maxDepth: 3 }), attributes: fc.array(fc.jsonValue({ maxDepth: 2 })) });
const scope = fc.record({ logRecords: fc.array(record), scope: fc.jsonValue({ maxDepth: 2 }) });
const resource = fc.record({ scopeLogs: fc.array(scope), resource: fc.jsonValue({ maxDepth: 2 }) });
const request = fc.record({ resourceLogs: fc.array(resource) });

describe('a request in JSON that is parsed in pieces', () => {
  it('says what it says as a whole', async () => {
    const spaced = fc.tuple(request, fc.constantFrom(undefined, 1, '\t'));
    await fc.assert(
      fc.asyncProperty(spaced, async ([given, space]) => {
        const text = JSON.stringify(given, undefined, space);
        try {
          expect((await parsed(text)).value).toEqual(JSON.parse(text));
        } catch (cause) {
          if (!(cause instanceof RequestFault)) throw cause; // names that are numbers, and what else no request has
        }
      }),
    );
  });

  it.each([
    '[1,2,3]',
    '[[1,2],[],[3,[4,5]],{"a":[6,7]}]',
    '{"a":[{"b":[{"c":[{"d":[1,[2,3],"]"]},{"d":[]}]},{"c":[{}]}]},{"b":[]}]}',
    '\ufeff[1 , 2]',
    '"a"',
    '[["cut ","cut 0"],"[1,2]"]',
  ])('is cut in lists within lists, and at nothing that only looks like one: %s', async (text) => {
    expect((await parsed(text)).value).toEqual(JSON.parse(text.replace('\ufeff', '')));
  });

  it.each([
    ...[
      '[1,2',
      '[1,,2]',
      '[1,2,]',
      '[,1,2]',
      '[1,2]]',
      '[1,2}',
      '{"a":[1,2}',
      '[1 2,3]',
      '[1,2]3',
      '{"a":[[1,2],[3,4}]}',
    ],
    ...['[1,nul]', '[[1,2],[3,4],]', '[,]', '["a,b]', ''],
  ])('is no JSON where a piece of it is none: %s', async (text) => {
    await expect(parsed(text)).rejects.toThrow(new RequestFault('The request is not JSON.'));
  });

  it('is no JSON as a whole, whatever is made of it, where the parser says so', async () => {
    const pieces = fc.array(fc.constantFrom('[', ']', '{', '}', ',', '"a"', ':', '1', ' ', '"', '\\'), {
      maxLength: 14,
    });
    await fc.assert(
      fc.asyncProperty(pieces, async (tokens) => {
        const text = tokens.join('');
        const whole = (): unknown => JSON.parse(text);
        let value: unknown;
        try {
          ({ value } = await parsed(text));
        } catch (cause) {
          if (!(cause instanceof RequestFault)) throw cause;
          if (cause.message === 'The request is not JSON.') expect(whole).toThrow(SyntaxError);
          return;
        }
        expect(value).toEqual(whole());
      }),
      { numRuns: 2_000 },
    );
  });

  it('counts what is no UTF-8 wherever it stands, and reads numbers from their digits', async () => {
    const text = Buffer.from('[{"intValue":9007199254740993},"?"]');
    text[text.indexOf(0x3f)] = 0xff;
    const { value, changes } = await parsed(text);
    expect(value).toEqual([{ intValue: '9007199254740993' }, '\ufffd']);
    expect(changes.count('invalid_text')).toBe(1);
  });

  it('holds up nobody for more than a piece', async () => {
    const logRecords = Array.from({ length: 20_000 }, (_, index) => ({
      body: { stringValue: 'x'.repeat(100) },
      index,
    }));
    const text = JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] });
    const { value, turns } = await parsed(text, 262_144, 524_288);
    expect(value).toEqual(JSON.parse(text));
    expect(turns).toBe(Math.ceil(text.length / 262_144));
  });

  it('is refused where a record has too many values to be parsed at once', async () => {
    const text = `{"resourceLogs":[{"scopeLogs":[{"logRecords":[{},{"a":[${'{},'.repeat(200_000)}{}]}]}]}]}`;
    await expect(parsed(text, 262_144, 524_288)).rejects.toMatchObject({ status: 413 });
  });
});
