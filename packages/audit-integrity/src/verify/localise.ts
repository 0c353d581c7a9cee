import type { BinaryHash, MerkleTree } from '../merkle-tree.js';
import type { SequenceRun } from '../verdict.js';
import type { CollectedStream } from './collected-stream.js';
import { candidates } from './leaf-candidates.js';
import { indexOfRun } from './sequence-runs.js';
import type { SignedRoot } from './signed-roots.js';

/** Leaves between two signed roots. */
export interface Segment {
  /** Size of the root before; 0 for the first. */
  readonly after: number;
  readonly signed: SignedRoot;
  /** The tree at `after`, when it is known. */
  readonly tree: MerkleTree | undefined;
}

/** What came of one segment whose leaves do not give the signed root. */
export interface Localised {
  readonly after: number;
  readonly proven: readonly SequenceRun[];
  readonly missing: readonly SequenceRun[];
  readonly modified: readonly number[];
  readonly unanchored: readonly SequenceRun[];
  readonly forks: readonly number[];
  readonly expected: ReadonlyMap<number, BinaryHash>;
  /** The signed hash of leaf `after`, when the first leaf of the segment is proven and states it. */
  readonly below: BinaryHash | undefined;
}

/** One number of a segment, seen from the leaf after it. */
interface Link {
  readonly sequence: number;
  /** What the leaf after it, or the checkpoint, says its hash is; undefined when nothing says so. */
  readonly said: BinaryHash | undefined;
  /** Whether that saying is itself proven. */
  readonly certain: boolean;
  /** The leaf here that has the said hash, else the first that claims the number; undefined when none does. */
  readonly carried: BinaryHash | undefined;
  /** What a tile says the hash of a number without a leaf is. Unsigned: only a signed root can confirm it. */
  readonly guess?: BinaryHash | undefined;
}

/**
 * Goes back from the segment's last leaf, whose hash the checkpoint's proof or the segment after it gives: each leaf that
 * has the hash it should have says in turn which hash the one before it should have. What that leaves open is tried
 * against the signed root, once believing what doubtful leaves say about others and once believing the others.
 */
export function localise(
  stream: CollectedStream,
  runs: readonly SequenceRun[],
  segment: Segment,
  said: BinaryHash | undefined,
): Localised {
  const { signed, after } = segment;
  const proof = provenLast(stream, segment);
  const forks = said !== undefined && proof !== undefined && said !== proof ? [signed.size] : [];
  const { links, missing } = walkBack(stream, runs, segment, proof ?? said);
  const open = links.some((link) => hashOf(link, 'said') === undefined);
  const settled = segment.tree === undefined || open ? undefined : settle(segment, links);
  const allForks = [...forks, ...forksOf(segment, links, settled)];
  const judged = judge(stream, links, settled, after);
  const isContradicted = segment.tree !== undefined && missing.length === 0 && settled === undefined;
  if (!isContradicted || judged.modified.length > 0 || allForks.length > 0) {
    return { after, missing, forks: allForks, ...judged };
  }
  return { after, missing, forks: allForks, ...judged, ...blameLast(judged, signed.size) };
}

/**
 * Every leaf is here and fits the one before it, and yet they do not give the signed root: at least the last one, for which
 * no other leaf speaks, is not the one that was signed.
 */
function blameLast(
  { unanchored, expected }: Pick<Localised, 'unanchored' | 'expected'>,
  last: number,
): Pick<Localised, 'modified' | 'unanchored' | 'expected'> {
  const others = unanchored
    .map((run) => (run.last === last ? { first: run.first, last: last - 1 } : run))
    .filter((run) => run.first <= run.last);
  return { modified: [last], unanchored: others, expected: new Map([...expected, [last, NOT_THIS_LEAF]]) };
}

/** Stands for the hash that was signed where only this is known: it is not that of the leaf here. */
const NOT_THIS_LEAF: BinaryHash = '';

/** The hash of the last leaf, if the proof of a checkpoint accepts a leaf that is here. */
function provenLast(stream: CollectedStream, { signed }: Segment): BinaryHash | undefined {
  return stream.proofs.find(signed.claims, candidates(stream, signed.size))?.lastLeaf;
}

function walkBack(
  stream: CollectedStream,
  runs: readonly SequenceRun[],
  { after, signed }: Segment,
  last: BinaryHash | undefined,
): { readonly links: readonly Link[]; readonly missing: readonly SequenceRun[] } {
  const links: Link[] = [];
  const missing: SequenceRun[] = [];
  let said = last;
  let certain = last !== undefined;
  let sequence = signed.size;
  for (let index = indexOfRun(runs, signed.size); sequence > after; ) {
    const run = runs[index];
    const present = run !== undefined && run.last >= sequence;
    if (!present) {
      const first = Math.max(after, run?.last ?? 0) + 1;
      missing.push({ first, last: sequence });
      links.push({ sequence, said, certain, carried: undefined, guess: stream.tiles.hash(sequence) });
      if (stream.tiles.covers(first, sequence - 1)) {
        for (let number = sequence - 1; number >= first; number -= 1) {
          links.push({
            sequence: number,
            said: undefined,
            certain: false,
            carried: undefined,
            guess: stream.tiles.hash(number),
          });
        }
      } else if (first < sequence) {
        links.push({ sequence: first, said: undefined, certain: false, carried: undefined });
      }
      said = undefined;
      certain = false;
      sequence = first - 1;
      continue;
    }
    const claims = candidates(stream, sequence);
    const carried = claims.find((hash) => hash === said) ?? (claims[0] as BinaryHash);
    links.push({ sequence, said, certain, carried });
    certain = certain && carried === said;
    said = prevOf(stream, sequence, carried);
    if (said === undefined) certain = false; // erased: it says nothing about the one before it
    if (sequence === run.first) index -= 1;
    sequence -= 1;
  }
  return { links, missing: missing.reverse() };
}

function prevOf(stream: CollectedStream, sequence: number, hash: BinaryHash): BinaryHash | undefined {
  if (stream.leaves.hash(sequence) === hash) return stream.leaves.prev(sequence);
  return stream.rivals.get(sequence)?.find((rival) => rival.hash === hash)?.prev;
}

/** In doubt, whom to believe: the leaf that says something about the one before it, or the one that is here. */
type Belief = 'said' | 'carried';

function hashOf(link: Link, belief: Belief): BinaryHash | undefined {
  if (link.carried === undefined || link.said === undefined) return link.said ?? link.carried ?? link.guess;
  return belief === 'said' || link.certain ? link.said : link.carried;
}

/** The belief under which the leaves give the signed root, if there is one. */
function settle({ tree, signed }: Segment, links: readonly Link[]): Belief | undefined {
  return (['said', 'carried'] as const).find((belief) => {
    const attempt = (tree as MerkleTree).copy();
    for (let index = links.length - 1; index >= 0; index -= 1) {
      attempt.append(hashOf(links[index] as Link, belief) as BinaryHash);
    }
    return attempt.root() === signed.root;
  });
}

function judge(
  stream: CollectedStream,
  links: readonly Link[],
  settled: Belief | undefined,
  after: number,
): Pick<Localised, 'proven' | 'modified' | 'unanchored' | 'expected' | 'below'> {
  const proven = new Runs();
  const unanchored = new Runs();
  const modified: number[] = [];
  const expected = new Map<number, BinaryHash>();
  let below: BinaryHash | undefined;
  for (let index = links.length - 1; index >= 0; index -= 1) {
    const link = links[index] as Link;
    const { sequence, said, carried } = link;
    const signed = settled === undefined ? (link.certain ? said : undefined) : hashOf(link, settled);
    if (signed !== undefined && signed !== stream.leaves.hash(sequence)) expected.set(sequence, signed);
    if (carried === undefined) continue;
    if (signed === carried) proven.add(sequence);
    else if (signed !== undefined || (said !== undefined && said !== carried)) modified.push(sequence);
    else unanchored.add(sequence);
    if (sequence === after + 1 && signed === carried) below = prevOf(stream, sequence, carried);
  }
  return { proven: proven.list, modified, unanchored: unanchored.list, expected, below };
}

/** Every leaf has the hash it should have, and yet they do not give the signed root: the signer signed two histories. */
function forksOf({ signed, tree }: Segment, links: readonly Link[], settled: Belief | undefined): number[] {
  const consistent = links.every((link) => link.certain && link.carried === link.said);
  return tree !== undefined && settled === undefined && consistent ? [signed.size] : [];
}

/** Builds runs from ascending numbers. */
export class Runs {
  readonly list: { first: number; last: number }[] = [];

  add(sequence: number): void {
    const run = this.list.at(-1);
    if (run?.last === sequence - 1) run.last = sequence;
    else this.list.push({ first: sequence, last: sequence });
  }
}
