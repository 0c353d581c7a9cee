interface Timed {
  readonly timeMs: number;
}

interface Entry<Item> {
  readonly item: Item;
  readonly order: number;
}

/** A binary heap by time; what is equally early comes out in the order it went in. */
export class EarliestFirst<Item extends Timed> {
  readonly #heap: Entry<Item>[] = [];
  #order = 0;

  get size(): number {
    return this.#heap.length;
  }

  get earliest(): Item | undefined {
    return this.#heap[0]?.item;
  }

  add(item: Item): void {
    const entry = { item, order: this.#order++ };
    let at = this.#heap.length;
    this.#heap.push(entry);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = this.#heap[parent] as Entry<Item>;
      if (!isBefore(entry, above)) break;
      this.#heap[at] = above;
      at = parent;
    }
    this.#heap[at] = entry;
  }

  take(): Item | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (first === undefined || last === undefined) return undefined;
    if (this.#heap.length > 0) this.#sink(last);
    return first.item;
  }

  #sink(entry: Entry<Item>): void {
    const heap = this.#heap;
    let at = 0;
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      const right = heap[child + 1];
      if (right !== undefined && isBefore(right, heap[child] as Entry<Item>)) child += 1;
      const smaller = heap[child] as Entry<Item>;
      if (!isBefore(smaller, entry)) break;
      heap[at] = smaller;
      at = child;
    }
    heap[at] = entry;
  }
}

function isBefore<Item extends Timed>(a: Entry<Item>, b: Entry<Item>): boolean {
  return a.item.timeMs < b.item.timeMs || (a.item.timeMs === b.item.timeMs && a.order < b.order);
}
