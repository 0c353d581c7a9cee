import { type BinaryHash, MerkleTree } from '../merkle-tree.js';
import type { SequenceRun } from '../verdict.js';
import type { CollectedStream } from './collected-stream.js';
import { candidates } from './leaf-candidates.js';
import { type Localised, localise, type Segment } from './localise.js';
import { isWhole } from './sequence-runs.js';
import type { SignedRoot } from './signed-roots.js';

/** What the signed roots say about a stream's leaves. */
export interface Anchored {
  /** Numbers whose leaf, as it is here, stands under a signed root. Ascending. */
  readonly proven: readonly SequenceRun[];
  /** Numbers up to the last signed root that no record here has. */
  readonly missing: readonly SequenceRun[];
  /** Numbers whose leaf is not the one that was signed. */
  readonly modified: readonly number[];
  /** Numbers that are here, but that no signed root reaches. */
  readonly unanchored: readonly SequenceRun[];
  /** Sizes at which two signed statements contradict each other. */
  readonly forks: readonly number[];
  /** Records of checkpoints whose proof is not the tree's: size and place. */
  readonly badProofs: readonly { readonly size: number; readonly place: string }[];
  /** The hash that was signed, where it is known and the leaf here is another one, or none. */
  readonly expected: ReadonlyMap<number, BinaryHash>;
  /** The tree at the last signed size, when it could be rebuilt. */
  readonly tree: MerkleTree | undefined;
}

/**
 * Walks from one signed root to the next. Where the leaves give the root, all of them are proven at once; where not,
 * `localise` finds out which are at fault, from the last segment back to the first, because each leaf says what the one
 * before it was.
 */
export function anchor(stream: CollectedStream, runs: readonly SequenceRun[], roots: readonly SignedRoot[]): Anchored {
  const result = new Collector();
  const broken: Segment[] = [];
  let tree: MerkleTree | undefined = new MerkleTree();
  let after = 0;
  for (const signed of roots) {
    const rebuilt: MerkleTree | undefined = isWhole(runs, after + 1, signed.size)
      ? rebuild(stream, tree, after, signed, result)
      : undefined;
    if (rebuilt === undefined) broken.push({ after, signed, tree });
    else result.prove({ first: after + 1, last: signed.size }, stream);
    tree = rebuilt ?? treeFromProof(stream, signed);
    after = signed.size;
  }
  result.tree = tree;
  for (const segment of broken.toReversed())
    result.take(localise(stream, runs, segment, result.below.get(segment.signed.size)));
  return result.finish();
}

/** Appends a segment's leaves; the tree at its end if that is the signed one. Also compares the checkpoints' proofs. */
function rebuild(
  stream: CollectedStream,
  before: MerkleTree | undefined,
  after: number,
  signed: SignedRoot,
  result: Collector,
): MerkleTree | undefined {
  if (before === undefined) return undefined;
  const tree = before.copy();
  for (let sequence = after + 1; sequence < signed.size; sequence += 1)
    tree.append(stream.leaves.hash(sequence) as BinaryHash);
  const proof = tree.proofOfNext().join('');
  tree.append(stream.leaves.hash(signed.size) as BinaryHash);
  if (tree.root() !== signed.root) return undefined;
  for (const claim of signed.claims) {
    if (!claim.isFromWitness && claim.proof.join('') !== proof)
      result.badProofs.push({ size: claim.size, place: claim.place });
  }
  return tree;
}

function treeFromProof(stream: CollectedStream, signed: SignedRoot): MerkleTree | undefined {
  return stream.proofs.find(signed.claims, candidates(stream, signed.size))?.tree;
}

/** Gathers the parts of `Anchored`, segment by segment. */
class Collector {
  readonly proven: SequenceRun[] = [];
  readonly missing: SequenceRun[] = [];
  readonly modified: number[] = [];
  readonly unanchored: SequenceRun[] = [];
  readonly forks: number[] = [];
  readonly badProofs: { size: number; place: string }[] = [];
  readonly expected = new Map<number, BinaryHash>();
  tree: MerkleTree | undefined;
  /** By size: the signed hash of its last leaf, as the proven leaf after it states. */
  readonly below = new Map<number, BinaryHash>();

  prove(run: SequenceRun, stream: CollectedStream): void {
    this.proven.push(run);
    const before = stream.leaves.prev(run.first);
    if (before !== undefined) this.below.set(run.first - 1, before);
  }

  take(found: Localised): void {
    append(this.proven, found.proven);
    append(this.missing, found.missing);
    append(this.modified, found.modified);
    append(this.unanchored, found.unanchored);
    append(this.forks, found.forks);
    for (const [sequence, hash] of found.expected) this.expected.set(sequence, hash);
    if (found.below !== undefined) this.below.set(found.after, found.below);
  }

  finish(): Anchored {
    const ascending = (a: SequenceRun, b: SequenceRun): number => a.first - b.first;
    this.proven.sort(ascending);
    this.missing.sort(ascending);
    this.unanchored.sort(ascending);
    this.modified.sort((a, b) => a - b);
    return this;
  }
}

/** As `push(...)`, which cannot take as many arguments as a damaged stream has runs. */
function append<T>(list: T[], more: readonly T[]): void {
  for (const entry of more) list.push(entry);
}
