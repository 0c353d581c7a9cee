import type { PlainLeaf } from '../../src/lines/line-path.js';
import { IDENTITY } from '../sealed-streams.js';

/** A hash that nothing hashes to, one for each number. */
export const hashOf = (n: number) => Buffer.alloc(32, n).toString('latin1');
export const TIME = '1795449600000000000';
/** A leaf as its line tells it, behind the one before. */
export const plain = (sequence: number, hash = hashOf(sequence), more: Partial<PlainLeaf> = {}): PlainLeaf => ({
  ...{
    stream: 'a',
    identity: IDENTITY,
    retention: 'audit',
    sequence,
    hash,
    prev: hashOf(sequence - 1),
    time: TIME,
    eventTime: TIME,
  },
  ...more,
});
