import { describe, expect, it } from 'vitest';
import { carriedSeal, leafHash } from '../src/index.js';
import { at, IDENTITY, loginFailure, open, STREAM } from './sealed-streams.js';

const sealer = open({ retention: 'long' });
const checkpoint = sealer.checkpoint().payload;
const leaf = sealer.seal(loginFailure(1), at(1)).payload;
const tile = sealer.tile().payload;

describe('the seal that a record carries', () => {
  it('of a leaf says whose it is, its number, its class and its hash', () => {
    expect(carriedSeal(leaf)).toEqual({
      stream: STREAM,
      identity: IDENTITY,
      leaf: { sequence: 2, retention: 'long', hash: leafHash(Buffer.from(leaf)) },
    });
  });

  it('of a checkpoint says whose it is: the instance is not in its origin', () => {
    expect(carriedSeal(checkpoint)).toEqual({
      stream: STREAM,
      identity: { ...IDENTITY, instance: '' },
      leaf: undefined,
    });
  });

  it('of a tile says the stream alone', () => {
    expect(carriedSeal(tile)).toEqual({ stream: STREAM, identity: undefined, leaf: undefined });
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'x'],
    ['another version', leaf.replace('"v":"1"', '"v":"2"')],
    ['another order', `{"v":"1",${leaf.slice(1)}`],
    ['a checkpoint of another stream', checkpoint.replace(`"stream":"${STREAM}"`, `"stream":"${'f'.repeat(32)}"`)],
    ['a checkpoint of no origin', checkpoint.replace('"note":"', '"note":"x')],
    ['a checkpoint without a line', checkpoint.replaceAll('\\u000a', ' ')],
  ])('is none for %s', (_, payload) => {
    expect(carriedSeal(payload)).toBeUndefined();
  });
});
