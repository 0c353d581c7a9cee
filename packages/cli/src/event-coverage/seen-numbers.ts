/** Numbers of a stream in one page, a bit each. */
const PAGE = 1_024;
/** 13 MB of pages, a hundred million records in order. Beyond, copies count as records of their own. */
const MAX_PAGES = 100_000;

/** Remembers which numbers of which stream were there, because a store may hand a record over twice. */
export class SeenNumbers {
  readonly #pages = new Map<string, Uint8Array>();

  /** Whether this is the first time; false for a copy. */
  add(stream: string, sequence: number): boolean {
    const key = `${stream} ${Math.floor(sequence / PAGE)}`;
    let page = this.#pages.get(key);
    if (page === undefined) {
      if (this.#pages.size >= MAX_PAGES) return true;
      page = new Uint8Array(PAGE / 8);
      this.#pages.set(key, page);
    }
    const [index, bit] = [(sequence % PAGE) >> 3, 1 << (sequence % 8)];
    const isNew = ((page[index] as number) & bit) === 0;
    page[index] = (page[index] as number) | bit;
    return isNew;
  }
}
