import type { Leaf } from '../sealed-payload.js';
import type { Trust } from '../trust.js';
import { CollectedStream } from './collected-stream.js';
import { certify, isCertified } from './epochs.js';
import { LeftOutStreams } from './left-out-streams.js';

/** Streams that are kept apart. */
export interface HeldStreamsBounds {
  /** Streams that nobody in the trust file is known to have opened: anybody can make up any number of them. */
  readonly maxStreams: number;
  /** Streams whose certificate a root of the trust file signed. */
  readonly maxTrustedStreams: number;
}

/**
 * Sorts records into streams. What somebody makes up takes no room from streams that a trusted root opened, if their opening comes
 * before their other records or while there is room: a stream once left out stays so, because what is missing of it is not missing from the log.
 */
export class HeldStreams {
  readonly #trust: Trust | undefined;
  readonly #bounds: HeldStreamsBounds;
  readonly #streams = new Map<string, CollectedStream>();
  /** Of those that are held; looked for only once there is no more room for others. */
  readonly #vouched = new Set<string>();
  readonly leftOut: LeftOutStreams = new LeftOutStreams();
  #hasBeenFull = false;

  constructor(trust: Trust | undefined, bounds: HeldStreamsBounds) {
    this.#trust = trust;
    this.#bounds = bounds;
  }

  get all(): readonly CollectedStream[] {
    return [...this.#streams.values()];
  }

  /** Where a record that names this stream belongs; undefined, and counted, when it is left out. */
  of(id: string): CollectedStream | undefined {
    return this.#streams.get(id) ?? this.#admit(id, false);
  }

  /** The same for a leaf that could be read: one that carries a certificate may say that somebody trusted opened the stream. */
  ofLeaf(leaf: Leaf): CollectedStream | undefined {
    const known = this.#streams.get(leaf.stream);
    const isOpening = leaf.kind === 'open' || leaf.kind === 'rotate';
    if (!isOpening || (!this.#hasBeenFull && this.#hasRoomForOthers())) return known ?? this.of(leaf.stream);
    if (known === undefined) return this.#admit(leaf.stream, this.#vouchesFor(leaf));
    if (!this.#vouched.has(known.id) && this.#vouchesFor(leaf)) this.#vouched.add(known.id);
    return known;
  }

  #admit(id: string, isVouched: boolean): CollectedStream | undefined {
    if (!this.#hasBeenFull && !this.#hasRoomForOthers()) this.#becomeFull();
    const hasRoom = isVouched ? this.#vouched.size < this.#bounds.maxTrustedStreams : this.#hasRoomForOthers();
    if (!hasRoom || this.leftOut.mayHave(id)) {
      this.leftOut.add(id, isVouched);
      return undefined;
    }
    const stream = new CollectedStream(Buffer.from(id).toString()); // a copy, so that the whole text can be forgotten
    this.#streams.set(stream.id, stream);
    if (isVouched) this.#vouched.add(stream.id);
    return stream;
  }

  #hasRoomForOthers(): boolean {
    return this.#streams.size - this.#vouched.size < this.#bounds.maxStreams;
  }

  /** From now on it matters who opened a stream. */
  #becomeFull(): void {
    this.#hasBeenFull = true;
    for (const { id, controls } of this.#streams.values()) {
      const isFull = this.#vouched.size >= this.#bounds.maxTrustedStreams;
      if (!isFull && controls.some(({ leaf }) => this.#vouchesFor(leaf))) this.#vouched.add(id);
    }
  }

  /** Nobody without a trusted root's key gets here: a certificate names the stream that it is for. */
  #vouchesFor({ control, stream, identity }: Leaf): boolean {
    return ['certificate', 'endorsement'].some((name) => {
      const certified = certify(control?.text(name) ?? '', stream, identity, this.#trust);
      return isCertified(certified) && (certified.refusal === undefined || certified.refusal.isCompromise === true);
    });
  }
}
