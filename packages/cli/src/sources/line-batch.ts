import type { ExaminedLine, PlainLeaf, StoredRecord } from '@otelseal/audit-integrity';

/** Lines on their way to a thread. */
export interface LineBatch {
  /** All lines joined. */
  readonly bytes: Uint8Array;
  /** Where each ends in `bytes`. */
  readonly ends: readonly number[];
  /** The place of each. */
  readonly places: readonly string[];
}

/** What a thread made of them. */
export interface ExaminedBatch {
  /** Of each line; null for one that must be parsed. */
  readonly lines: readonly (PackedLine | null)[];
}

/** Runs of plain leaves, packed, between records that are not. */
export type PackedLine = readonly (PackedLeaves | StoredRecord)[];

/** Leaves of one stream and identity: hashes and previous hashes are binary strings, joined. */
export interface PackedLeaves {
  readonly stream: string;
  readonly identity: PlainLeaf['identity'];
  readonly retention: string;
  readonly sequences: Float64Array;
  readonly hashes: string;
  readonly prevs: string;
  readonly times: readonly string[];
}

const HASH_LENGTH = 32;

/** One message of many leaves is copied between threads much faster than many objects. */
export function packed(line: ExaminedLine): PackedLine {
  const parts: (PackedLeaves | StoredRecord)[] = [];
  for (let at = 0; at < line.length; ) {
    const first = line[at] as PlainLeaf | StoredRecord;
    if (!('hash' in first)) {
      parts.push(first);
      at += 1;
      continue;
    }
    const leaves: PlainLeaf[] = [];
    for (; at < line.length; at += 1) {
      const next = line[at] as PlainLeaf | StoredRecord;
      if (!('hash' in next) || next.identity !== first.identity || next.retention !== first.retention) break;
      leaves.push(next);
    }
    const { stream, identity, retention } = first;
    parts.push({
      stream,
      identity,
      retention,
      sequences: Float64Array.from(leaves, ({ sequence }) => sequence),
      hashes: leaves.map(({ hash }) => hash).join(''),
      prevs: leaves.map(({ prev }) => prev).join(''),
      times: leaves.map(({ time }) => time),
    });
  }
  return parts;
}

export function unpacked(line: PackedLine): ExaminedLine {
  return line.flatMap((part): ExaminedLine => ('hashes' in part ? leavesOf(part) : [part]));
}

function leavesOf({ stream, identity, retention, sequences, hashes, prevs, times }: PackedLeaves): PlainLeaf[] {
  return Array.from(sequences, (sequence, index) => ({
    stream,
    identity,
    retention,
    sequence,
    hash: hashes.slice(index * HASH_LENGTH, (index + 1) * HASH_LENGTH),
    prev: prevs.slice(index * HASH_LENGTH, (index + 1) * HASH_LENGTH),
    time: times[index] as string,
  }));
}
