import { describe, expect, it } from 'vitest';
import type { VerifierOptions } from '../../src/index.js';
import { judge, verdictOf } from '../judged.js';
import { at, loginStream, open, START, stored } from '../sealed-streams.js';
import { WitnessBench, witnessTrust } from './witnessed.js';

const OTHER = 'abcdef0123456789abcdef0123456789';
const SEALED = loginStream(10);
const trust = witnessTrust();
const range = (from: number | undefined, to?: number): VerifierOptions['range'] => ({
  from: from === undefined ? undefined : at(from),
  to: to === undefined ? undefined : at(to),
  marginSeconds: 0,
});

describe('a witness', () => {
  it('is asked for nothing of a stream that has nothing to do with the range', () => {
    const bench = new WitnessBench();
    const unseen = stored(loginStream(4, open({ streamId: OTHER, now: at(9_000_000) })));
    const records = [...stored(bench.witnessed(SEALED)), ...unseen];
    const options = { trust, range: range(-1_000, 1_000), directory: bench.directory() };
    expect(verdictOf(records, { ...options, require: ['witness'] })).toEqual(['INTACT']);
    expect(judge(records, { trust, require: ['witness'] }).conditions).toMatchObject([{ stream: OTHER }]);
  });

  it('that came later than the stream had ended says nothing of a range between', () => {
    const bench = new WitnessBench();
    bench.seconds = START[0] + 600;
    const records = stored(bench.witnessed(SEALED));
    const { findings, reason } = judge(records, { trust, range: range(300_000), directory: bench.directory() });
    expect([findings, reason]).toEqual([[], 'NOTHING_SEALED']);
  });

  it('need not have seen what no root covers yet', () => {
    const records = stored(new WitnessBench().witnessed(SEALED.slice(0, 8)));
    expect(judge(records, { trust, require: ['witness'] }).conditions.map(({ condition }) => condition)).toEqual([
      'UNANCHORED',
      'UNCLOSED',
    ]);
  });
});

describe("a stream in the witness's directory", () => {
  const directoryOfOne = () => {
    const bench = new WitnessBench();
    const sealer = open();
    bench.witnessed([sealer.open, sealer.checkpoint()]);
    return bench.directory();
  };

  it('is missing even if it had one record', () => {
    const { findings } = judge([], { trust, directory: directoryOfOne() });
    expect(findings.map(({ verdict, detail }) => `${verdict}: ${detail}`)).toEqual([
      'STREAM_MISSING: a witness saw 1 records of it, of the service shop, last 2026-11-23T16:00:00.000Z',
    ]);
  });

  it('is held against what is here even if it had one record', () => {
    const other = stored(loginStream(2, open({ now: at(5) })));
    expect(verdictOf(other, { trust })).toEqual(['INTACT']);
    expect(judge(other, { trust, directory: directoryOfOne() }).verdict).toBe('NOT INTACT');
  });

  it('is missing even if its root fell into other hands later', () => {
    const later = witnessTrust({}, { compromisedAfter: '2026-11-24T00:00:00Z' });
    expect(verdictOf([], { trust: later, directory: directoryOfOne() })).toEqual(['STREAM_MISSING #- service.name']);
  });
});
