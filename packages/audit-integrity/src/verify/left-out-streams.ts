/** Bits of the filter, 2 MiB: of a million ids one in five hundred others is taken for one of them. */
const BITS = 16_777_216;

/**
 * Which streams were left out of a verification: a Bloom filter (Bloom, CACM 13 (7), 1970), made when the first one is. It never forgets
 * one; a stream that it takes for one of them is left out as well, which a verdict says.
 */
export class LeftOutStreams {
  #filter: Uint8Array | undefined;
  /** Records that were passed over. */
  records = 0;
  /** Streams that they belong to, at least. */
  streams = 0;

  /** Whether a trusted root's certificate was among the records: then one of these streams is trusted. */
  hasTrusted = false;

  /** One more record of this stream. */
  add(id: string, isVouched: boolean): void {
    this.#filter ??= new Uint8Array(BITS / 8);
    this.records += 1;
    this.hasTrusted ||= isVouched;
    if (!this.mayHave(id)) this.streams += 1;
    for (const bit of bitsOf(id)) this.#filter[bit >>> 3] = (this.#filter[bit >>> 3] as number) | (1 << (bit & 7));
  }

  mayHave(id: string): boolean {
    const filter = this.#filter;
    return filter !== undefined && bitsOf(id).every((bit) => ((filter[bit >>> 3] as number) & (1 << (bit & 7))) !== 0);
  }
}

/** Four, from the ids themselves: honest ones are random. Ids of another form may share theirs. */
function bitsOf(id: string): readonly number[] {
  return [0, 8, 16, 24].map((at) => (Number.parseInt(id.slice(at, at + 8), 16) >>> 0) % BITS);
}
