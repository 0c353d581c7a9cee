import type { Mismatch } from '../display/mismatch.js';
import { leafHashOfText } from '../leaf.js';
import type { PlainLeaf } from '../lines/line-path.js';
import type { BinaryHash } from '../merkle-tree.js';
import type { Leaf } from '../sealed-payload.js';
import type { StreamIdentity } from '../stream-identity.js';
import type { TamperVerdict } from '../verdict.js';
import type { CheckpointClaim } from './checkpoint-claim.js';
import { LeafStore } from './leaf-store.js';
import { ProofTrials } from './proof-trials.js';
import { TileCache } from './tile-cache.js';

/** A control leaf whose contents matter for the stream as a whole. */
export interface ControlLeaf {
  readonly hash: BinaryHash;
  readonly leaf: Leaf;
  readonly place: string;
}

/** A leaf that claims a number which another one had claimed before. */
export interface RivalLeaf {
  readonly sequence: number;
  readonly hash: BinaryHash;
  readonly prev: BinaryHash;
  readonly place: string;
}

/** A copy of a leaf that is shown otherwise than it was signed. */
export interface ShownOtherwise {
  readonly sequence: number;
  readonly hash: BinaryHash;
  readonly mismatch: Mismatch;
  readonly place: string;
  /** Whether it is the first copy that came. */
  readonly first: boolean;
  /** Whether it shows a time within the range, and says that it was sealed outside. */
  readonly astray: boolean;
}

/** A record that names this stream and number, but whose text cannot be read. */
export interface UnreadableLeaf {
  readonly sequence: number;
  readonly place: string;
  readonly why: string;
}

/** The first record that speaks under an identity. */
export interface SpokenAs {
  readonly identity: StreamIdentity;
  readonly retention: string;
  readonly sequence: number;
  readonly hash: BinaryHash;
  readonly place: string;
}

/**
 * Everything that records said about one stream, before anything of it is believed.
 *
 * Memory: 77 bytes a leaf; each list below holds what is out of the ordinary, up to `MAX_KEPT` entries, and counts the
 * rest in `overflow`, which keeps a stream from ever being INTACT.
 */
export class CollectedStream {
  readonly id: string;
  readonly leaves: LeafStore = new LeafStore();
  readonly tiles: TileCache = new TileCache();
  /** `open`, `rotate` and `close` leaves. */
  readonly controls: ControlLeaf[] = [];
  /** `redaction` leaves; those beyond the bound count for nothing, so that what they erased stays missing. */
  readonly redactions: ControlLeaf[] = [];
  /** `relay` leaves: what this stream says about records of other streams. */
  readonly relays: ControlLeaf[] = [];
  /** `gap` leaves; those beyond the bound are counted in `moreGaps`. */
  readonly gaps: ControlLeaf[] = [];
  moreGaps = 0;
  readonly checkpoints: CheckpointClaim[] = [];
  #checkpointCharacters = 0;
  readonly #checkpointsBySize = new Map<number, CheckpointClaim[]>();
  #proofs: ProofTrials | undefined;
  /** By number, in the order in which they came. */
  readonly rivals: Map<number, RivalLeaf[]> = new Map();
  #rivals = 0;
  readonly shownOtherwise: ShownOtherwise[] = [];
  readonly unreadable: UnreadableLeaf[] = [];
  readonly identities: SpokenAs[] = [];
  /** The lowest and the highest number of a leaf that is about something that happened, and not of the stream's own. */
  readonly told: { first: number; last: number } = { first: Number.POSITIVE_INFINITY, last: 0 };
  /** Leaves before and after the range that were passed over, unread. */
  readonly skipped = { before: 0, after: 0 };
  /** Numbers of leaves that came more than once, alike. */
  duplicates = 0;
  /** How many entries were left out of the lists above, by what they would have been reported as. */
  readonly overflow: Map<TamperVerdict, number> = new Map();
  /** Numbers whose first copy was shown otherwise, but a later one as signed. */
  readonly shownRightLater: Set<number> = new Set();

  constructor(id: string) {
    this.id = id;
  }

  /** @param payload the text that `leaf` was read from */
  addLeaf(leaf: Leaf, payload: string, mismatch: Mismatch | undefined, place: string, astray = false): void {
    const hash = leafHashOfText(payload);
    const { sequence, prev } = leaf;
    const first = this.leaves.hash(sequence);
    if (leaf.kind === 'record') this.#noteTold(sequence);
    if (first === undefined) {
      this.leaves.add(sequence, { hash, prev, time: leaf.time });
      this.#noteIdentity(leaf, hash, place);
      this.#noteControl({ hash, leaf, place });
    } else if (this.#noteAgain({ sequence, hash, prev, place }, first, mismatch !== undefined)) {
      this.#noteControl({ hash, leaf, place });
    }
    if (mismatch !== undefined) {
      const copy = { sequence, hash, mismatch, place, first: first === undefined, astray };
      this.#keep(this.shownOtherwise, copy, 'DISPLAY_MISMATCH');
    }
  }

  /** A leaf of kind `record` that is shown as it was signed. */
  addPlainLeaf(leaf: PlainLeaf, place: string): void {
    const { sequence, hash, prev, time } = leaf;
    const first = this.leaves.hash(sequence);
    this.#noteTold(sequence);
    if (first === undefined) {
      this.leaves.add(sequence, { hash, prev, time });
      this.#noteIdentity(leaf, hash, place);
    } else {
      this.#noteAgain({ sequence, hash, prev, place }, first, false);
    }
  }

  #noteTold(sequence: number): void {
    if (sequence < this.told.first) this.told.first = sequence;
    if (sequence > this.told.last) this.told.last = sequence;
  }

  /** Another leaf of a number that has one. Says whether it is another one indeed. */
  #noteAgain(leaf: RivalLeaf, first: BinaryHash, isShownOtherwise: boolean): boolean {
    const { sequence, hash } = leaf;
    if (first !== hash && !this.rivals.get(sequence)?.some((rival) => rival.hash === hash)) {
      this.#addRival(leaf);
      return true;
    }
    this.duplicates += 1;
    if (!isShownOtherwise && this.shownOtherwise.length > 0) this.shownRightLater.add(sequence);
    return false;
  }

  /** A control leaf outside the range: it says which keys may speak within. */
  addFarControl(leaf: Leaf, payload: string, place: string): void {
    this.#noteControl({ hash: leafHashOfText(payload), leaf, place });
  }

  /** A leaf outside the range that is shown otherwise than it was signed, as one within. */
  addAstray(leaf: Leaf, payload: string, mismatch: Mismatch, place: string): void {
    const copy = {
      sequence: leaf.sequence,
      hash: leafHashOfText(payload),
      mismatch,
      place,
      first: false,
      astray: true,
    };
    this.#keep(this.shownOtherwise, copy, 'DISPLAY_MISMATCH');
  }

  addCheckpoint(claim: CheckpointClaim): void {
    this.#checkpointCharacters += claim.length;
    const max = this.#checkpointCharacters > MAX_CHECKPOINT_CHARACTERS ? 0 : MAX_CHECKPOINTS;
    this.#keep(this.checkpoints, claim, 'INSERTED', max);
  }

  /** Before all that is here is judged: what was worked out before, with fewer records, counts no more. */
  beginJudgement(): void {
    this.#checkpointsBySize.clear();
    this.#proofs = undefined;
  }

  /** Those of one size. */
  checkpointsOf(size: number): readonly CheckpointClaim[] {
    if (this.#checkpointsBySize.size === 0) {
      for (const claim of this.checkpoints) {
        const others = this.#checkpointsBySize.get(claim.size);
        if (others === undefined) this.#checkpointsBySize.set(claim.size, [claim]);
        else others.push(claim);
      }
    }
    return this.#checkpointsBySize.get(size) ?? [];
  }

  /** Which leaves the checkpoints' proofs accept, tried within the stream's bound. */
  get proofs(): ProofTrials {
    this.#proofs ??= new ProofTrials(this.checkpoints.length + this.#rivals);
    return this.#proofs;
  }

  addUnreadable(leaf: UnreadableLeaf): void {
    this.#keep(this.unreadable, leaf, 'MODIFIED');
  }

  #addRival(rival: RivalLeaf): void {
    if (this.#rivals >= MAX_KEPT) {
      this.#leaveOut('INSERTED');
      return;
    }
    this.#rivals += 1;
    const others = this.rivals.get(rival.sequence);
    if (others === undefined) this.rivals.set(rival.sequence, [rival]);
    else others.push(rival);
  }

  #noteControl(control: ControlLeaf): void {
    const { kind } = control.leaf;
    if (kind === 'open' || kind === 'rotate' || kind === 'close') this.#keep(this.controls, control, 'INSERTED');
    if (kind === 'redaction' && this.redactions.length < MAX_REDACTIONS) this.redactions.push(control);
    if (kind === 'relay' && this.relays.length < MAX_RELAYS) this.relays.push(control);
    if (kind !== 'gap') return;
    if (this.gaps.length < MAX_KEPT) this.gaps.push(control);
    else this.moreGaps += 1;
  }

  /** A stream speaks under one identity; the first record under any other is remembered. */
  #noteIdentity(leaf: Pick<Leaf, 'identity' | 'retention' | 'sequence'>, hash: BinaryHash, place: string): void {
    const { identity, retention, sequence } = leaf;
    for (const known of this.identities)
      if (known.retention === retention && (known.identity === identity || isSameIdentity(known.identity, identity)))
        return;
    this.#keep(this.identities, { identity, retention, sequence, hash, place }, 'FOREIGN_KEY', MAX_IDENTITIES);
  }

  #keep<T>(list: T[], entry: T, otherwise: TamperVerdict, max: number = MAX_KEPT): void {
    if (list.length < max) list.push(entry);
    else this.#leaveOut(otherwise);
  }

  #leaveOut(verdict: TamperVerdict): void {
    this.overflow.set(verdict, (this.overflow.get(verdict) ?? 0) + 1);
  }
}

/** Entries of each list of what is out of the ordinary. */
const MAX_KEPT = 1_000;
/** Erasures are rare. */
const MAX_REDACTIONS = 10_000;
/** Counter-seals that are compared; those beyond it are leaves like any other. */
const MAX_RELAYS = 100_000;
/** A stream has one identity; the next ones already prove that something is wrong. */
const MAX_IDENTITIES = 4;
/** Checkpoints are ordinary, at one in 256 records or a second: enough for a stream of a day. */
const MAX_CHECKPOINTS = 200_000;
/** Of their notes and proofs: three times what so many honest ones have. */
const MAX_CHECKPOINT_CHARACTERS = 268_435_456;

export function isSameIdentity(a: StreamIdentity, b: StreamIdentity): boolean {
  return (
    a.organisation === b.organisation &&
    a.tenant === b.tenant &&
    a.environment === b.environment &&
    a.service === b.service &&
    a.namespace === b.namespace &&
    a.instance === b.instance
  );
}
