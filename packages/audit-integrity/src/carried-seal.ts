import { bytesOf } from './hash-bytes.js';
import { leafHashOfText } from './leaf.js';
import { readPayload } from './sealed-payload.js';
import { parseOrigin, type StreamIdentity } from './stream-identity.js';

/**
 * What a record that bears a seal says of itself. Nobody has proven it.
 *
 * @experimental
 */
export interface CarriedSeal {
  readonly stream: string;
  /** For whom it speaks; undefined for a tile, which says nothing that a checkpoint does not. */
  readonly identity: StreamIdentity | undefined;
  /** Undefined for a checkpoint or a tile, which are no leaves. */
  readonly leaf:
    | {
        readonly sequence: number;
        /** 32 bytes. */
        readonly hash: Uint8Array;
        readonly retention: string;
      }
    | undefined;
}

/**
 * Reads the seal that a record carries, for who passes records on: it counter-seals a leaf and lets the rest go by (SPEC.md, "relay").
 *
 * @param payload the text of `audit.payload`
 * @returns undefined for what is no payload of this version: such a record carries no seal, whatever it says
 * @experimental
 * @example
 * const seal = carriedSeal(payload);
 * if (seal?.leaf !== undefined) sealer.relay({ stream: seal.stream, sequence: seal.leaf.sequence, leafHash: seal.leaf.hash }, now);
 */
export function carriedSeal(payload: string): CarriedSeal | undefined {
  try {
    const read = readPayload(payload);
    const { stream } = read;
    if (read.kind === 'tile') return { stream, identity: undefined, leaf: undefined };
    if (read.kind === 'checkpoint') {
      const origin = parseOrigin(read.note.slice(0, read.note.indexOf('\n')));
      return origin?.stream === stream ? { stream, identity: origin.identity, leaf: undefined } : undefined;
    }
    const { sequence, identity, retention } = read;
    return { stream, identity, leaf: { sequence, retention, hash: bytesOf(leafHashOfText(payload)) } };
  } catch {
    return undefined;
  }
}
