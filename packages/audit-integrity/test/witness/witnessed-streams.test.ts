import { describe, expect, it } from 'vitest';
import { formatWitnessVkey, type SealedRecord, StreamWatch, type VerifierOptions } from '../../src/index.js';
import { changed, judge, verdictOf } from '../judged.js';
import { at, keyOf, loginFailure, loginStream, open, START, STREAM, stored, trustOf } from '../sealed-streams.js';
import { directoryOf, WITNESS_KEY, WitnessBench, witnessSigner, witnessTrust } from './witnessed.js';

const OTHER = 'abcdef0123456789abcdef0123456789';
const SEALED = loginStream(10);
const BENCH = new WitnessBench();
const RECORDS = stored(BENCH.witnessed(SEALED));
const required: VerifierOptions = { trust: witnessTrust(), require: ['witness'] };
const listed: VerifierOptions = { trust: witnessTrust(), directory: BENCH.directory() };

/** Everything but the records that bear a cosignature. */
const unseen = RECORDS.filter(({ logRecord }) => !JSON.stringify(logRecord).includes('witness.example'));

describe('a required witness', () => {
  it('vouches for a stream by the cosignatures in its own records', () => {
    expect(verdictOf(RECORDS, required)).toEqual(['INTACT']);
  });

  it('is not there in records without cosignatures', () => {
    expect(verdictOf(unseen, required)).toEqual(['NOT PROVEN NOT_WITNESSED']);
    expect(verdictOf(unseen, { ...required, require: [] })).toEqual(['INTACT']);
  });

  it('vouches for them by its directory instead', () => {
    expect(verdictOf(unseen, { ...required, directory: BENCH.directory() })).toEqual(['INTACT']);
  });

  it('must have seen the very end', () => {
    const { conditions } = judge(RECORDS.slice(0, -1), required);
    expect(conditions).toEqual([
      {
        ...{ condition: 'NOT_WITNESSED', stream: STREAM, sequence: '10' },
        detail: 'a witness vouches for its first 9 records only',
      },
    ]);
  });

  it('says of which stream there is no word of it', () => {
    const other = stored(loginStream(4, open({ streamId: OTHER })));
    expect(judge([...RECORDS, ...other], required).conditions).toEqual([
      {
        ...{ condition: 'NOT_WITNESSED', stream: OTHER, sequence: '1' },
        detail: 'no witness that the trust file names vouches for this stream',
      },
    ]);
  });

  it('vouches for no stream of which only checkpoints are left', () => {
    const checkpoints = RECORDS.filter(({ logRecord }) => logRecord.eventName === 'audit.checkpoint');
    const directory = BENCH.directory();
    for (const options of [required, listed, { ...required, directory }]) {
      expect(judge(checkpoints, options).verdict).not.toBe('INTACT');
    }
    expect(judge(checkpoints, required).conditions).toContainEqual(
      expect.objectContaining({ condition: 'NOT_WITNESSED', stream: STREAM }),
    );
  });

  it.each([
    ['was not one yet', witnessTrust({ notBefore: '2027-01-01T00:00:00Z' }), false],
    ['was one no more', witnessTrust({ notAfter: '2026-01-01T00:00:00Z' }), false],
    ['may have been somebody else', witnessTrust({ compromisedAfter: '2026-01-01T00:00:00Z' }), false],
    [
      'was one then',
      witnessTrust({ notBefore: '2026-01-01T00:00:00Z', compromisedAfter: '2027-01-01T00:00:00Z' }),
      true,
    ],
  ] as const)('that %s', (_, trust, counts) => {
    expect(verdictOf(RECORDS, { trust, require: ['witness'] })).toEqual([
      counts ? 'INTACT' : 'NOT PROVEN NOT_WITNESSED',
    ]);
  });

  it('is not replaced by a stranger who signs under its name', () => {
    const stranger = new WitnessBench({ signer: witnessSigner(keyOf('stranger')) });
    expect(verdictOf(stored(stranger.witnessed(SEALED)), required)).toEqual(['NOT PROVEN NOT_WITNESSED']);
  });

  it('is not replaced by its cosignature under another checkpoint', () => {
    const moved = changed(RECORDS, RECORDS.length - 1, (record) => {
      const attribute = record.logRecord.attributes?.find(({ key }) => key === 'audit.payload');
      const payload = JSON.parse(attribute?.value?.stringValue ?? '');
      const first = JSON.parse(
        RECORDS[6]?.logRecord.attributes?.find(({ key }) => key === 'audit.payload')?.value?.stringValue ?? '',
      );
      const line = (note: string): string => note.split('\n').find((text) => text.startsWith('— witness')) ?? '';
      const note = payload.note.replace(line(payload.note), line(first.note));
      const text = JSON.stringify({ ...payload, note })
        .replaceAll('—', '\\u2014')
        .replaceAll('\\n', '\\u000a');
      if (attribute?.value !== undefined) attribute.value.stringValue = text;
    });
    expect(verdictOf(moved, required)).toEqual(['NOT PROVEN NOT_WITNESSED']);
  });
});

describe("a witness's directory", () => {
  it('agrees with an honest log, and says how far it enumerates', () => {
    const report = judge(RECORDS, listed);
    expect(report.verdict).toBe('INTACT');
    expect(report.coverage).toContain(
      'streams enumerated by the witness witness.example/w1 up to 2026-11-23T16:00:00.000Z: what it never saw is not',
    );
    expect(report.coverage.join()).not.toContain('not enumerable');
  });

  it('shows that a whole stream is gone', () => {
    const bench = new WitnessBench();
    const kept = stored(bench.witnessed(SEALED));
    bench.witnessed(loginStream(4, open({ streamId: OTHER })));
    const { findings } = judge(kept, { ...listed, directory: bench.directory() });
    expect(findings).toEqual([
      {
        ...{ verdict: 'STREAM_MISSING', stream: OTHER, sequence: '-', field: 'service.name' },
        detail: 'a witness saw 6 records of it, of the service shop, last 2026-11-23T16:00:00.000Z',
      },
    ]);
  });

  it.each<readonly [string, number | undefined, number | undefined, boolean]>([
    ['that ends when it was admitted', undefined, 0, true],
    ['that ends before', undefined, -1, false],
    ['that begins when its last checkpoint was cosigned', 600, undefined, true],
    ['that begins behind', 601, undefined, false],
    ['around it', -1, 601, true],
  ])('shows that a whole stream is gone from a range %s: %#', (_, from, to, isMissing) => {
    const bench = new WitnessBench();
    const watch = new StreamWatch();
    const records = loginStream(4, open({ streamId: OTHER }));
    bench.witnessed(records.slice(0, 6), watch);
    bench.seconds += 600;
    bench.witnessed(records.slice(6), watch);
    const moment = (seconds: number | undefined) => (seconds === undefined ? undefined : at(seconds * 1_000));
    const range = { from: moment(from), to: moment(to), marginSeconds: 0 };
    const { findings } = judge([], { ...listed, directory: bench.directory(), range });
    expect(findings.map(({ verdict, stream }) => [verdict, stream])).toEqual(
      isMissing ? [['STREAM_MISSING', OTHER]] : [],
    );
  });

  it('tells nothing about what is behind the end of a range, where nothing is kept', () => {
    const shorter = stored(loginStream(3));
    const ranged = (from: number | undefined, to: number | undefined) =>
      judge(shorter, {
        ...listed,
        range: {
          from: from === undefined ? undefined : at(from),
          to: to === undefined ? undefined : at(to),
          marginSeconds: 0,
        },
      }).findings.map(({ verdict }) => verdict);
    expect(ranged(undefined, 100_000)).not.toContain('TRUNCATED');
    expect(ranged(0, undefined)).toContain('TRUNCATED');
  });

  it('shows it when nothing at all is left', () => {
    expect(verdictOf([], listed)).toEqual(['STREAM_MISSING #- service.name']);
  });

  it('asks for no stream that this trust file does not speak for', () => {
    const trust = witnessTrust({}, { services: ['bank'] });
    expect(verdictOf([], { trust, directory: BENCH.directory() })).toEqual(['NOT PROVEN NOTHING_SEALED']);
  });

  it('asks for no stream that was admitted and never signed anything', () => {
    const bench = new WitnessBench();
    const kept = stored(bench.witnessed(SEALED));
    bench.witnessed([open({ streamId: OTHER }).open]);
    expect(verdictOf(kept, { ...listed, directory: bench.directory() })).toEqual(['INTACT']);
  });

  it('shows that the end was cut off, however cleanly', () => {
    const upTo = (size: number): number =>
      RECORDS.findLastIndex(({ logRecord }) => JSON.stringify(logRecord).includes(`Checkpoint: ${size} records`));
    const cut = RECORDS.slice(0, upTo(9) + 1);
    expect(verdictOf(cut, listed)).toEqual(['TRUNCATED #10–12 -']);
    expect(judge(cut, listed).findings[0]?.detail).toBe('a witness saw 12 records of it');
    const bench = new WitnessBench();
    const watch = new StreamWatch();
    bench.witnessed(SEALED.slice(0, 6), watch); // five leaves and their checkpoint
    expect(verdictOf(stored(SEALED.slice(0, 4)), { ...listed, directory: bench.directory() })).toEqual([
      'TRUNCATED #5 -',
    ]);
    const shorter = stored(loginStream(3));
    expect(verdictOf(shorter, listed)).toEqual(expect.arrayContaining(['TRUNCATED #6–12 -']));
  });

  it('shows another history under the same keys: the witness saw one, the log tells the other', () => {
    const sealer = open();
    const forged: SealedRecord[] = [sealer.open];
    for (let n = 1; n <= 10; n += 1) forged.push(sealer.seal(loginFailure(n === 5 ? 50 : n), at(n * 10)));
    forged.push(sealer.close({ reason: 'shutdown' }, at(110)), sealer.checkpoint());
    expect(verdictOf(stored(forged))).toEqual(['INTACT']);
    expect(judge(stored(forged), listed).findings).toContainEqual({
      ...{ verdict: 'EQUIVOCATION', stream: STREAM, sequence: '12', field: 'root' },
      ...{ detail: 'two different roots of this size are signed', place: "the witness's directory" },
    });
  });

  it('shows a stream that was made again under another key', () => {
    const forged = loginStream(10, open({ key: keyOf('another-epoch') }));
    expect(judge(stored(forged), listed).findings).toContainEqual({
      ...{ verdict: 'EQUIVOCATION', stream: STREAM, sequence: '12', field: 'root' },
      detail: 'a witness saw this stream under a key that is not here',
      place: "the witness's directory",
    });
  });

  it('does not ask for a stream that is here and that there was no room for', () => {
    const { findings, conditions } = judge(RECORDS, { ...listed, maxStreams: 0, maxTrustedStreams: 0 });
    expect(findings).toEqual([]);
    expect(conditions).toMatchObject([{ condition: 'UNANCHORED', stream: '-' }]);
  });

  it('is only asked up to a time', () => {
    const bench = new WitnessBench();
    const first = stored(bench.witnessed(SEALED));
    bench.seconds = START[0] + 1_000;
    bench.witnessed(loginStream(4, open({ streamId: OTHER })));
    const directory = bench.directory(START[0] + 500);
    expect(verdictOf(first, { ...listed, directory })).toEqual(['INTACT']);
  });
});

describe("a witness's rollback", () => {
  it.each([60, 0])('is noticed by a cosignature that its directory no longer knows, %i s later', (seconds) => {
    const bench = new WitnessBench();
    const records = stored(bench.witnessed(SEALED));
    const older = new WitnessBench();
    older.witnessed(SEALED.slice(0, 6));
    older.seconds = START[0] + seconds;
    const report = judge(records, { ...listed, directory: older.directory() });
    expect([report.verdict, report.reason]).toEqual(['NOT PROVEN', 'NOT_WITNESSED']);
    expect(report.conditions).toEqual([
      {
        ...{ condition: 'NOT_WITNESSED', stream: STREAM, sequence: '-' },
        detail: 'the witness cosigned 12 records of it and its directory no longer knows: it was rolled back',
      },
    ]);
  });

  it('is noticed by a directory that knows nothing of the stream any more', () => {
    const bench = new WitnessBench();
    bench.witnessed(loginStream(3, open({ streamId: OTHER })));
    bench.seconds = START[0] + 60;
    const records = [...RECORDS, ...stored(loginStream(3, open({ streamId: OTHER })))];
    const { conditions } = judge(records, { ...listed, directory: bench.directory() });
    expect(conditions).toMatchObject([{ condition: 'NOT_WITNESSED', stream: STREAM }]);
    expect(conditions[0]?.detail).toContain('12 records of it and its directory no longer knows');
  });

  it('is not what another witness saw, whom the trust file names too', () => {
    const second = witnessSigner(keyOf('witness-2'), 'witness.example/w2');
    const trust = trustOf(
      {},
      {
        witnesses: [witnessSigner(), second].map(({ name, publicKey }) => ({
          vkey: formatWitnessVkey(name, publicKey),
        })),
      },
    );
    const directory = directoryOf(new WitnessBench({ signer: second }).lines(), trust);
    const { conditions } = judge(RECORDS, { trust, directory });
    expect(conditions).toEqual([]);
  });

  it.each([60, 0])('is noticed by an earlier directory that was larger, %i s later', (seconds) => {
    const bench = new WitnessBench();
    bench.witnessed(loginStream(30, open({ streamId: OTHER })));
    const records = stored(bench.witnessed(SEALED));
    const other = new WitnessBench();
    other.witnessed(SEALED);
    other.seconds = START[0] + seconds;
    const { conditions } = judge(records, { ...listed, directory: other.directory() });
    expect(conditions[0]?.detail).toBe("the witness's directory had 11 entries and has 4: it was rolled back");
  });

  it('is noticed by a directory of the same size with other entries', () => {
    const bench = new WitnessBench();
    const records = stored(bench.witnessed(SEALED));
    const other = new WitnessBench();
    other.seconds = START[0] + 1;
    other.witnessed(SEALED);
    other.witnessed(loginStream(3, open({ streamId: OTHER })));
    const { conditions } = judge(records, { ...listed, directory: other.directory() });
    expect(conditions[0]?.detail).toBe(
      'the witness once signed another directory of the same size: it has two histories',
    );
  });

  it('is not a directory that was fetched before the log was', () => {
    const bench = new WitnessBench();
    const watch = new StreamWatch();
    const other = new StreamWatch();
    const second = loginStream(10, open({ streamId: OTHER }));
    const first = [...bench.witnessed(SEALED.slice(0, 6), watch), ...bench.witnessed(second.slice(0, 6), other)];
    const directory = bench.directory();
    bench.seconds += 60;
    const later = [...bench.witnessed(SEALED.slice(6), watch), ...bench.witnessed(second.slice(6), other)];
    const report = judge(stored([...first, ...later]), { ...listed, directory });
    expect(report.conditions).toEqual([]);
    expect(report.coverage.filter((line) => line.includes('older'))).toEqual([
      "the witness's directory is older than this log: later streams and records are not enumerated",
    ]);
  });
});

describe('a directory', () => {
  const lines = BENCH.lines();
  const refused =
    (text: string[]): (() => unknown) =>
    () =>
      directoryOf(text);

  it.each([
    ['was cut off', lines.slice(0, -1), 'cut off'],
    ['lacks an entry', lines.toSpliced(2, 1), 'not those that the witness signed'],
    ['has an entry twice', [lines[0] as string, ...lines], 'not those that the witness signed'],
    [
      'has other entries',
      [lines[0], lines[2], lines[1], ...lines.slice(3)] as string[],
      'not those that the witness signed',
    ],
    ['goes on behind its end', [...lines, lines[0] as string], 'behind its end'],
    ['holds something else', [lines[0] as string, 'hello', ...lines.slice(1)], 'line 2 is no entry'],
    ['holds nothing', [], 'cut off'],
  ])('that %s is refused', (_, text, why) => expect(refused(text)).toThrow(why));

  it('of a witness that nobody pinned is refused', () => {
    const stranger = new WitnessBench({ signer: witnessSigner(WITNESS_KEY, 'elsewhere') });
    expect(refused(stranger.lines())).toThrow('no witness that the trust file names signed it');
  });
});

describe('a root that fell into other hands', () => {
  it('is believed by a witness for nothing that it had no say in', () => {
    const trust = witnessTrust({}, { services: ['bank'], compromisedAfter: '2026-11-24T00:00:00Z' });
    expect(verdictOf(RECORDS, { trust })).toEqual(['FOREIGN_KEY #1 control.certificate']);
  });

  const since = (ms: number): VerifierOptions => ({
    trust: witnessTrust({}, { compromisedAfter: new Date(START[0] * 1000 + ms).toISOString() }),
  });

  it('is believed for what a witness saw before', () => {
    expect(verdictOf(RECORDS, since(3_600_000))).toEqual(['INTACT']);
  });

  it('is not believed without a witness, or with one that came later', () => {
    expect(verdictOf(unseen, since(3_600_000))).toEqual(['NOT PROVEN UNTRUSTED']);
    expect(verdictOf(RECORDS, since(-3_600_000))).toEqual(['NOT PROVEN UNTRUSTED']);
  });

  it('is not believed for what came behind', () => {
    const bench = new WitnessBench();
    const before = bench.witnessed(SEALED.slice(0, 6));
    const { conditions } = judge(stored([...before, ...SEALED.slice(6)]), since(3_600_000));
    expect(conditions).toMatchObject([{ condition: 'UNTRUSTED', sequence: '6' }]);
  });

  it('is not believed by the word of a stranger', () => {
    const stranger = new WitnessBench({ signer: witnessSigner(keyOf('stranger')) });
    expect(verdictOf(stored(stranger.witnessed(SEALED)), since(3_600_000))).toEqual(['NOT PROVEN UNTRUSTED']);
  });
});
