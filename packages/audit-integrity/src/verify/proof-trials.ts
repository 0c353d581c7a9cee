import type { BinaryHash, MerkleTree } from '../merkle-tree.js';
import type { CheckpointClaim } from './checkpoint-claim.js';
import { treeAt } from './signed-roots.js';

/** Failures that one record may cost. An honest stream of which every record was altered needs a few for each checkpoint. */
const TRIALS_A_RECORD = 8;
/** So many are tried even in a stream of a few records. */
const FEWEST_TRIALS = 16_384;

/**
 * Tries which of several leaves a checkpoint's proof accepts. Anybody can send a checkpoint again with other proofs, and other
 * leaves for its last one: each pair would have to be tried. Where that has failed too often, nothing more is tried, and what
 * depends on it stays unproven.
 */
export class ProofTrials {
  #left: number;

  /** @param records out of the ordinary that the stream has: checkpoints, and leaves that are not the first of their number */
  constructor(records: number) {
    this.#left = FEWEST_TRIALS + TRIALS_A_RECORD * records;
  }

  /** The first tree that some claim's proof and some leaf give. */
  find(claims: readonly CheckpointClaim[], leaves: readonly BinaryHash[]): FoundTree | undefined {
    for (const lastLeaf of leaves) {
      for (const claim of claims) {
        if (this.#left <= 0) return undefined;
        const tree = treeAt(claim, lastLeaf);
        if (tree !== undefined) return { tree, lastLeaf };
        this.#left -= 1;
      }
    }
    return undefined;
  }
}

/** The tree that a signed root stands for, and its last leaf. */
export interface FoundTree {
  readonly tree: MerkleTree;
  readonly lastLeaf: BinaryHash;
}
