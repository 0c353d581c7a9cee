import { describe, expect, it } from 'vitest';
import { directoryEnd, Witness, WitnessDirectoryReader } from '../../src/index.js';
import { formatDirectoryEntry } from '../../src/witness/directory-entry.js';
import { certificateOf, open, START, STREAM, trustOf } from '../sealed-streams.js';
import { directoryOf, witnessSigner } from './witnessed.js';

const ORIGIN = open().origin;

describe("a witness's directory", () => {
  it('grows beyond its first thousand entries', () => {
    const witness = new Witness({ signer: witnessSigner(), trust: trustOf() });
    const entries: string[] = [];
    for (let n = 0; n < 1_100; n += 1) {
      const stream = n.toString(16).padStart(32, '0');
      const entry = formatDirectoryEntry({
        kind: 'origin',
        origin: ORIGIN.replace(STREAM, stream),
        certificate: certificateOf({ stream }),
        principal: 'p',
        seconds: START[0],
      });
      witness.restore(entry);
      entries.push(entry);
    }
    const { head, streams, rootAt } = directoryOf([...entries, directoryEnd(witness.directoryCheckpoint(START[0]))]);
    expect([streams.size, rootAt(1_100) === head.root]).toEqual([1_100, true]);
    const shorter = new Witness({ signer: witnessSigner(), trust: trustOf() });
    for (const entry of entries.slice(0, 1_030)) shorter.restore(entry);
    const end = directoryEnd(shorter.directoryCheckpoint(START[0]));
    expect(directoryOf([...entries.slice(0, 1_030), end]).head.root).toBe(rootAt(1_030));
    const bounded = new WitnessDirectoryReader([], undefined, 110);
    for (const entry of entries.slice(0, 110)) bounded.add(entry);
    expect(() => entries.slice(110).forEach((entry) => void bounded.add(entry))).toThrow(
      "The witness's directory cannot be used: it has more than 110 entries.",
    );
  });
});
