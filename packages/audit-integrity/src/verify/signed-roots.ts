import { type BinaryHash, MerkleTree } from '../merkle-tree.js';
import type { TamperVerdict } from '../verdict.js';
import type { CheckpointClaim } from './checkpoint-claim.js';
import type { CollectedStream } from './collected-stream.js';
import type { Epoch } from './epochs.js';
import type { OpenedStream, Remark } from './opened-stream.js';
import { isCheckpointOf } from './signature-memory.js';

/** A root that the stream's own key signed. */
export interface SignedRoot {
  readonly size: number;
  readonly root: BinaryHash;
  /** All records that carry it; they may differ in what is not signed. */
  readonly claims: readonly CheckpointClaim[];
}

export interface SignedRoots {
  /** By size, ascending; one for each size. */
  readonly roots: readonly SignedRoot[];
  readonly remarks: readonly Remark[];
}

/** The checkpoints that the stream's keys signed, each within its epoch. */
export function signedRoots(stream: CollectedStream, { epochs, open }: OpenedStream): SignedRoots {
  if (epochs.length === 0) return { roots: [], remarks: [] };
  const bySize = new Map<number, { root: BinaryHash; claims: CheckpointClaim[] }>();
  const remarks: Remark[] = [];
  /** The largest size that each epoch signed. */
  const ends = new Map<Epoch, number>();
  const unknownUpTo = open === undefined ? (epochs[0] as Epoch).after : 0;
  for (const claim of stream.checkpoints) {
    if (claim.size <= unknownUpTo) continue; // the keys of that time are gone with the stream's beginning
    const { epoch, refusal } = judge(claim, epochs);
    if (refusal !== undefined) {
      remarks.push(refusal);
      continue;
    }
    ends.set(epoch as Epoch, Math.max(claim.size, ends.get(epoch as Epoch) ?? 0));
    const known = bySize.get(claim.size);
    if (known === undefined) bySize.set(claim.size, { root: claim.root, claims: [claim] });
    else if (known.root === claim.root) known.claims.push(claim);
    else remarks.push(remark('EQUIVOCATION', claim, 'root', 'two different roots of this size are signed'));
  }
  const speaking = epochs.findLastIndex((epoch) => ends.has(epoch));
  for (const epoch of epochs.slice(0, Math.max(speaking, 0))) {
    if (ends.get(epoch) === epoch.until) continue; // a later key cannot speak for what it did not see
    const detail = `epoch ${epoch.certificate.epoch} ends here without a checkpoint of its own at its end`;
    remarks.push({
      verdict: 'BAD_EPOCH',
      sequence: epoch.until,
      field: 'checkpoint',
      detail,
      place: open?.place ?? '-',
    });
  }
  const roots = [...bySize].map(([size, { root, claims }]) => ({ size, root, claims })).sort((a, b) => a.size - b.size);
  return { roots, remarks };
}

interface Judgement {
  readonly epoch?: Epoch;
  readonly refusal?: Remark;
}

function judge(claim: CheckpointClaim, epochs: readonly Epoch[]): Judgement {
  let known = false;
  for (const epoch of epochs) {
    const { name, keyId } = epoch.key;
    if (!claim.signatures.some((line) => line.name === name && line.keyId === keyId)) continue;
    known = true;
    if (!isCheckpointOf(claim, epoch.key)) continue;
    if (claim.origin !== name) return { refusal: remark('REPLAY', claim, 'origin', 'a checkpoint of another stream') };
    if (claim.size > epoch.after && claim.size <= epoch.until) return { epoch };
    return { refusal: remark('BAD_EPOCH', claim, 'checkpoint', "its key was not the stream's at this size") };
  }
  if (claim.isFromWitness)
    return { refusal: remark('EQUIVOCATION', claim, 'root', 'a witness saw this stream under a key that is not here') };
  return known
    ? { refusal: remark('MODIFIED', claim, 'checkpoint', 'its signature is wrong') }
    : { refusal: remark('FOREIGN_KEY', claim, 'checkpoint', 'no key of this stream signed it') };
}

function remark(verdict: TamperVerdict, claim: CheckpointClaim, field: string, detail: string): Remark {
  return { verdict, sequence: claim.size, field, detail, place: claim.place };
}

/**
 * The tree at a signed size, from the checkpoint's own proof and the hash of its last leaf; undefined when the two do
 * not give the signed root. The proof of a tree's last leaf is the right edge of the tree before it.
 */
export function treeAt(
  claim: Pick<CheckpointClaim, 'size' | 'proof' | 'root'>,
  lastLeaf: BinaryHash,
): MerkleTree | undefined {
  const before = claim.size - 1;
  if (claim.proof.length !== bitsOf(before)) return undefined;
  const tree = MerkleTree.of(before, claim.proof.toReversed());
  tree.append(lastLeaf);
  return tree.root() === claim.root ? tree : undefined;
}

function bitsOf(value: number): number {
  let count = 0;
  for (let rest = value; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}
