import { bytesOf } from './hash-bytes.js';
import { leafHashOfText, NO_PREVIOUS_LEAF } from './leaf.js';
import { type BinaryHash, MerkleTree } from './merkle-tree.js';
import { type CheckpointPayload, type Leaf, readPayload } from './sealed-payload.js';
import type { StreamIdentity } from './stream-identity.js';
import { readCheckpoint } from './verify/checkpoint-claim.js';
import { treeAt } from './verify/signed-roots.js';

/**
 * A stream as somebody found it whose sealer has gone: what a successor's `open` says of it.
 *
 * @experimental
 */
export interface FoundStream {
  readonly stream: string;
  readonly identity: StreamIdentity;
  readonly retention: string;
  /** Leaves up to the last one that is here. */
  readonly size: number;
  /** Over exactly these, 32 bytes. */
  readonly root: Uint8Array;
  /** Its last leaf is a `close`. */
  readonly closed: boolean;
}

interface Findings {
  /** Over all leaves up to `last`; undefined where that cannot be known. */
  tree: MerkleTree | undefined;
  last: { readonly leaf: Leaf; readonly hash: BinaryHash } | undefined;
}

/** Streams that are told apart; a process has a handful. */
const MAX_STREAMS = 1_024;

/**
 * Reads what a sealer left behind, in the order in which it was written, and says how far each stream came. The beginning
 * of a stream need not be there: a checkpoint with its last leaf stands for all before it. Believes no signature and
 * checks none: who names what he found vouches for having found it (SPEC.md, "Continuing").
 *
 * @experimental
 * @example
 * const found = new FoundStreams();
 * for (const payload of payloads) found.add(payload);
 * openStream({ ...options, predecessor: found.streams[0] });
 */
export class FoundStreams {
  readonly #streams = new Map<string, Findings>();

  /** @param payload the text of `audit.payload`; anything else is passed over. Never throws. */
  add(payload: string): void {
    try {
      const read = readPayload(payload);
      if (read.kind === 'checkpoint') this.#checkpoint(read);
      else if (read.kind !== 'tile') this.#leaf(read, leafHashOfText(payload));
    } catch {
      // nothing that a sealer wrote: a verifier will say so
    }
  }

  /** Those of which the last leaf and the root up to it are known. */
  get streams(): readonly FoundStream[] {
    return [...this.#streams.entries()].flatMap(([stream, { tree, last }]) => {
      if (tree === undefined || last === undefined) return [];
      const { identity, retention, kind } = last.leaf;
      return [{ stream, identity, retention, size: tree.size, root: bytesOf(tree.root()), closed: kind === 'close' }];
    });
  }

  #leaf(leaf: Leaf, hash: BinaryHash): void {
    const found = this.#findings(leaf.stream);
    if (found === undefined) return;
    if (leaf.sequence === 1) found.tree = new MerkleTree();
    const isNext = leaf.sequence === 1 || leaf.sequence === (found.last?.leaf.sequence ?? 0) + 1;
    const follows = leaf.prev === (leaf.sequence === 1 ? NO_PREVIOUS_LEAF : found.last?.hash);
    if (isNext && follows) found.tree?.append(hash);
    else found.tree = undefined;
    found.last = { leaf, hash };
  }

  #checkpoint(payload: CheckpointPayload): void {
    const found = this.#findings(payload.stream);
    const claim = readCheckpoint(payload);
    if (found?.last === undefined || found.last.leaf.sequence !== claim.size) return;
    if (found.tree === undefined) found.tree = treeAt(claim, found.last.hash);
    else if (found.tree.root() !== claim.root) found.tree = undefined;
  }

  #findings(stream: string): Findings | undefined {
    const known = this.#streams.get(stream);
    if (known !== undefined || this.#streams.size >= MAX_STREAMS) return known;
    const fresh: Findings = { tree: undefined, last: undefined };
    this.#streams.set(stream, fresh);
    return fresh;
  }
}
