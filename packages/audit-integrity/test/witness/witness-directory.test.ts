import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { directoryEnd, formatNote, Witness, WitnessDirectoryReader } from '../../src/index.js';
import { readDirectoryHead } from '../../src/witness/directory-checkpoint.js';
import { formatDirectoryEntry, parseDirectoryEntry } from '../../src/witness/directory-entry.js';
import {
  certificateOf,
  EPOCH,
  keyOf,
  loginStream,
  open,
  rotationOf,
  START,
  STREAM,
  trustOf,
} from '../sealed-streams.js';
import { directoryOf, WitnessBench, witnessSigner, witnessTrust } from './witnessed.js';

const ORIGIN = open().origin;
const BENCH = new WitnessBench();
BENCH.witnessed(loginStream(9));
const LINES = BENCH.lines();
const refused = (why: string) =>
  expect.objectContaining({ code: 'ERR_WITNESS', message: `The witness's directory cannot be used: ${why}.` });
const origin = (text: string, seconds = 5) =>
  formatDirectoryEntry({ kind: 'origin', origin: text, certificate: 'c', principal: 'p', seconds });

describe("a witness's directory", () => {
  it('ends with what the witness signed', () => {
    expect(directoryEnd('n')).toBe('{"directory":"n","v":"1"}');
  });

  it('is read into what was seen of each stream', () => {
    const { streams, head, until, rootAt } = directoryOf(LINES);
    expect([...streams.keys()]).toEqual([STREAM]);
    expect(streams.get(STREAM)).toMatchObject({
      stream: STREAM,
      origin: ORIGIN,
      certificate: certificateOf(),
      firstSeconds: START[0],
    });
    const last = streams.get(STREAM);
    expect([last?.latest?.size, last?.newest?.size]).toEqual([11, 11]);
    expect([until, head.size, head.root === rootAt(head.size)]).toEqual([undefined, LINES.length - 1, true]);
    expect([rootAt(head.size + 1), rootAt(0)?.length, rootAt(1) === rootAt(2)]).toEqual([undefined, 32, false]);
  });

  it('counts up to a time what was cosigned up to then, to the second', () => {
    const bench = new WitnessBench();
    const records = loginStream(9);
    bench.witnessed(records.slice(0, 6));
    const early = bench.entries.length;
    const lines = bench.lines();
    const at = (until: number) => directoryOf(lines, witnessTrust(), until).streams.get(STREAM);
    expect(early).toBeGreaterThan(1);
    expect([at(START[0])?.latest?.size, at(START[0] - 1)?.latest, at(START[0] - 1)?.newest?.size]).toEqual([
      5,
      undefined,
      5,
    ]);
    expect(at(START[0] - 1)?.lastSeconds).toBe(START[0]);
  });

  it('keeps the first certificate of a stream, whatever comes later', () => {
    const witness = new Witness({ signer: witnessSigner(), trust: trustOf() });
    const certificates = [certificateOf(), rotationOf(open(), EPOCH, { epoch: 2, key: keyOf('epoch-2') })];
    const entries = certificates.map((certificate, n) =>
      formatDirectoryEntry({ kind: 'origin', origin: ORIGIN, certificate, principal: 'p', seconds: START[0] + n }),
    );
    for (const entry of entries) witness.restore(entry);
    const { streams } = directoryOf([...entries, directoryEnd(witness.directoryCheckpoint(START[0]))]);
    expect(streams.get(STREAM)).toMatchObject({
      certificate: certificates[0],
      firstSeconds: START[0],
      latest: undefined,
    });
    expect(witness.checkpointOf(hash('sha256', ORIGIN, 'hex'))).toBeUndefined();
    expect(BENCH.witness.checkpointOf(hash('sha256', ORIGIN, 'hex'))).toContain('\n11\n');
  });

  it.each<readonly [string, readonly string[], string]>([
    ['without an end', LINES.slice(0, -1), 'it was cut off: its end is missing'],
    ['with something behind its end', [...LINES, LINES[0] as string], 'something stands behind its end'],
    ['with its end twice', [...LINES, LINES.at(-1) as string], 'something stands behind its end'],
    ['without an entry', LINES.slice(1), 'a checkpoint in it is of no origin in it'],
    ['without its last entry', LINES.toSpliced(-2, 1), 'its entries are not those that the witness signed'],
    [
      'with an entry twice',
      LINES.toSpliced(1, 0, LINES[1] as string),
      'its entries are not those that the witness signed',
    ],
    ['with what is no entry', ['{}', ...LINES], 'line 1 is no entry'],
    ['with what is no JSON', [LINES[0] as string, 'x', ...LINES], 'line 2 is no entry'],
    [
      'with an origin of no stream',
      [origin('example.com/log'), ...LINES],
      'an origin in it is not that of a sealed stream',
    ],
    ['signed by nobody', [directoryEnd('x')], 'no witness that the trust file names signed it'],
    [
      'signed by a stranger',
      [directoryEnd(new Witness({ signer: witnessSigner(keyOf('x')), trust: trustOf() }).directoryCheckpoint(5))],
      'no witness that the trust file names signed it',
    ],
    [
      'with a checkpoint of another origin of its stream',
      LINES.map((line) => line.replaceAll('production/shop', 'production/bank')).toSpliced(0, 1, LINES[0] as string),
      'a checkpoint in it is of no origin in it',
    ],
    [
      'with a checkpoint that is none',
      [LINES[0] as string, formatDirectoryEntry({ kind: 'checkpoint', note: 'x', seconds: 5 })],
      'line 2 is no entry',
    ],
  ])('cannot be used %s', (_, lines, why) => {
    expect(() => directoryOf(lines)).toThrow(refused(why));
  });
});

describe('a reader of directories', () => {
  const read = (lines: readonly string[], maxEntries: number) => {
    const keys = witnessTrust().witnesses.map(({ key }) => key);
    const reader = new WitnessDirectoryReader(keys, undefined, maxEntries);
    for (const line of lines) reader.add(line);
    return reader.finish().head.size;
  };

  it('takes as many entries as it is told, and not ten times as many', () => {
    const entries = LINES.length - 1;
    expect(read(LINES, entries)).toBe(entries);
    expect(() => read(LINES, entries - 1)).toThrow(refused(`it has more than ${entries - 1} entries`));
    const many = Array.from({ length: 30 }, (_, n) => origin(ORIGIN, n));
    expect(() => read(many, 3)).toThrow(refused('it has more than 3 entries'));
  });

  it('says what is wrong with a line', () => {
    for (const line of ['x', '{"kind":"other","time":"5","v":"1"}']) {
      expect(() => directoryOf([line])).toThrow(
        expect.objectContaining({ cause: expect.objectContaining({ name: 'IntegrityError' }) }),
      );
    }
  });

  it('takes no checkpoint of what is no sealed stream', () => {
    const note = formatNote('example.com/log\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n', {
      ...keyOf('x'),
      signature: new Uint8Array(64),
    });
    const line = formatDirectoryEntry({ kind: 'checkpoint', note, seconds: 5 });
    expect(() => directoryOf([LINES[0] as string, line])).toThrow(refused('a checkpoint in it is of no origin in it'));
  });
});

describe('an entry of a directory', () => {
  const checkpoint = { kind: 'checkpoint', note: 'n', seconds: 5 } as const;
  const admitted = { kind: 'origin', origin: 'o', certificate: 'c', principal: 'p', seconds: 6 } as const;

  it.each([[checkpoint], [admitted]])('is read as it was written: %j', (entry) => {
    expect(parseDirectoryEntry(formatDirectoryEntry(entry))).toEqual(entry);
  });

  it.each([
    ['{"checkpoint":"n","kind":"checkpoint","v":"1"}'],
    ['{"checkpoint":"n","kind":"checkpoint","time":"05","v":"1"}'],
    ['{"checkpoint":"n","kind":"checkpoint","time":"5","v":"2"}'],
    ['{"checkpoint":"n","kind":"checkpoint","more":"x","time":"5","v":"1"}'],
    ['{"checkpoint":"","kind":"checkpoint","time":"5","v":"1"}'],
    ['{"checkpoints":"n","kind":"checkpoint","time":"5","v":"1"}'],
    ['{"checkpoint":"n","kind":"other","time":"5","v":"1"}'],
    ['{"certificate":"c","kind":"origins","origin":"o","principal":"p","time":"6","v":"1"}'],
    ['{"certificate":"c","kind":"origin","more":"m","origin":"o","principal":"p","time":"6","v":"1"}'],
    ['{"certificate":"c","kind":"origin","origin":"o","time":"6","v":"1"}'],
    ['{"certificate":"","kind":"origin","origin":"o","principal":"p","time":"6","v":"1"}'],
    ['{"certificate":"c","kind":"origin","origin":"","principal":"p","time":"6","v":"1"}'],
    ['{"certificate":"c","kind":"origin","origin":"o","principal":"","time":"6","v":"1"}'],
  ])('is refused: %s', (text) => {
    expect(() => parseDirectoryEntry(text)).toThrow(
      expect.objectContaining({ code: 'ERR_WITNESS', message: "Not an entry of a witness's directory, version 1." }),
    );
  });

  it('that begins with its checkpoint of itself is nobody else’s', () => {
    const note = BENCH.witness.directoryCheckpoint(START[0]);
    const [pinned] = witnessTrust().witnesses;
    const keys = pinned === undefined ? [] : [pinned.key];
    expect(readDirectoryHead(note, keys)).toMatchObject({
      size: LINES.length - 1,
      seconds: START[0],
      witness: { name: 'witness.example/w1' },
    });
    expect(readDirectoryHead(note, [])).toBeUndefined();
    const renamed = keys.map((key) => ({ ...key, name: 'other' }));
    expect([
      readDirectoryHead(note, renamed),
      readDirectoryHead('x', keys),
      readDirectoryHead(certificateOf(), keys),
    ]).toEqual([undefined, undefined, undefined]);
    const line = note.slice(note.indexOf('\n\n') + 2);
    const stranger = line.replace('w1', 'w2');
    const behind = (count: number) => `${note.slice(0, note.indexOf('\n\n') + 2)}${stranger.repeat(count)}${line}`;
    expect([readDirectoryHead(behind(15), keys)?.seconds, readDirectoryHead(behind(16), keys)]).toEqual([
      START[0],
      undefined,
    ]);
  });
});
