import {
  createVerifier,
  formatVkey,
  parseTrust,
  type Report,
  reportLines,
  type VerifierOptions,
} from '@otelseal/audit-integrity';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { scaled } from '../../../../test/long/scale.js';
import { parseRecord, readOtlpJsonLines } from '../../src/sources/otlp-json-lines.js';
import { ROOT_KEY, STREAM_START, sealedLines } from '../test-stream.js';

const may = { organisation: 'default', tenant: 'default', environment: 'any', services: ['*'] };
const trust = parseTrust(
  JSON.stringify({ version: 1, roots: [{ vkey: formatVkey('root', ROOT_KEY.publicKey), ...may }] }),
);

async function judged(text: string | Buffer, quick: boolean, options: VerifierOptions = {}): Promise<Report> {
  const verifier = createVerifier({ trust, vocabulary: ['url.path'], ...options });
  const chunks = (async function* () {
    yield Buffer.from(text as string);
  })();
  await readOtlpJsonLines(chunks, verifier, {
    name: 'log',
    maxLineBytes: 1_000_000,
    onLine: async () => {},
    lines: quick ? verifier.lines(parseRecord) : undefined,
  });
  return verifier.finish();
}

/** Two services in one log, three records a line, in the collector's way of writing. */
const LINES: readonly string[] = sealedLines();
const LOG = `${LINES.join('\n')}\n`;

async function expectSame(text: string | Buffer, options?: VerifierOptions): Promise<Report> {
  const [quick, full] = [await judged(text, true, options), await judged(text, false, options)];
  expect(quick).toEqual(full);
  return full;
}

describe('lines read by their text alone', () => {
  it('give the same report as lines that are parsed', async () => {
    expect((await expectSame(LOG)).verdict).toBe('INTACT');
  });

  it('learn nothing wrong from groups that hold no records, no scopes or nothing at all', async () => {
    type Group = { scopeLogs: ({ logRecords: unknown[] } | null)[] };
    const [first, ...rest] = LINES.map((line) => JSON.parse(line) as { resourceLogs: Group[] });
    const emptied = (edit: (group: Group) => Group): string =>
      [{ resourceLogs: (first?.resourceLogs ?? []).map((group) => edit(structuredClone(group))) }, first, ...rest]
        .map((line) => `${JSON.stringify(line)}\n`)
        .join('');
    const edits: ((group: Group) => Group)[] = [
      (group) => ({ ...group, scopeLogs: group.scopeLogs.map((scope) => ({ ...scope, logRecords: [] })) }),
      (group) => ({ ...group, scopeLogs: [] }),
      (group) => ({ ...group, scopeLogs: [null, ...group.scopeLogs] }),
      (group) => ({ ...group, scopeLogs: group.scopeLogs.map((scope) => ({ ...scope, logRecords: [null, {}] })) }),
    ];
    for (const edit of edits) expect((await expectSame(emptied(edit))).findings).toEqual([]);
  });

  it('are most of the lines', () => {
    const verifier = createVerifier({ trust });
    let parsed = 0;
    const lines = verifier.lines((bytes) => {
      parsed += 1;
      return parseRecord(bytes);
    });
    let taken = 0;
    for (const line of LINES) {
      if (lines.take(Buffer.from(line), 'x')) taken += 1;
      else lines.learn(JSON.parse(line));
    }
    expect(taken).toBeGreaterThan(LINES.length * 0.7);
    expect(parsed).toBeLessThan(LINES.length);
  });

  it('show any change of any byte as parsed ones do', async () => {
    const bytes = Buffer.from(LOG);
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: bytes.length - 1 }),
        fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(0x22, 0x5c, 0x30, 0x7d, 0x2c)),
        fc.constantFrom('replace', 'insert', 'delete'),
        async (at, byte, how) => {
          const parts = [
            bytes.subarray(0, at),
            how === 'delete' ? '' : Buffer.of(byte),
            bytes.subarray(how === 'insert' ? at : at + 1),
          ];
          await expectSame(Buffer.concat(parts.map((part) => Buffer.from(part as Buffer))));
        },
      ),
      { numRuns: scaled(60) },
    );
  });

  it('show any value that is changed at one place, or at all, as parsed ones do', async () => {
    const values = [...new Set(LOG.match(/[A-Za-z0-9_.@:-]{3,}/g) ?? [])];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...values),
        fc.oneof(
          fc.constantFrom('', '0', 'eve', '\\n', '\\u000a', '\\\\', 'é', '\\"', '-0', '1e3', '"'),
          fc.string({ maxLength: 4 }),
        ),
        fc.option(fc.nat({ max: 30 })),
        async (value, by, only) => {
          let seen = 0;
          await expectSame(LOG.replaceAll(value, (found) => (only === null || seen++ === only ? by : found)));
        },
      ),
      { numRuns: scaled(60) },
    );
  });

  it('show lines in any order, twice, cut and mixed as parsed ones do', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: LINES.length - 1 }), { maxLength: 40 }),
        fc.nat({ max: 200 }),
        fc.boolean(),
        async (order, cut, ranged) => {
          const lines = order.map((index) => LINES[index] as string);
          const range = { from: [STREAM_START + 3, 0] as const, to: [STREAM_START + 9, 0] as const, marginSeconds: 2 };
          await expectSame(`${LOG}${lines.join('\n')}`.slice(0, -1 - cut), ranged ? { range } : {});
        },
      ),
      { numRuns: scaled(40) },
    );
  });

  it('show swapped values of one record as parsed ones do', async () => {
    const swapped = LOG.replace(/"user1"(.*?)"user2"/s, '"user2"$1"user1"');
    expect((await expectSame(swapped)).verdict).toBe('NOT INTACT');
  });
});

describe('a verifier given any bytes', () => {
  it('gives a report, never an exception', async () => {
    const piece = fc.oneof(
      fc.constantFrom(...LINES),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.json({ maxDepth: 4 }),
      fc.constantFrom(
        '{"resourceLogs":[',
        '{"resourceLogs":{}}',
        '{"resourceLogs":[{"scopeLogs":[{"logRecords":[null,5,{}]}]}]}',
        '\u0000',
        '[[',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), fc.uint8Array({ maxLength: 60 }), async (pieces, noise) => {
        const report = await expectSame(Buffer.concat([Buffer.from(pieces.join('\n')), Buffer.of(10), noise]));
        expect(reportLines(report).join('\n')).toMatch(/^(INTACT|NOT INTACT|NOT PROVEN) [ -~\n–]*$/);
      }),
      { numRuns: scaled(60) },
    );
  });
});
