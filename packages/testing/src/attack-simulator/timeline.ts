import type { SimulatedEvent } from './simulated-event.js';

/** Something else begins. */
export interface Beginning {
  readonly startsAtMs: number;
  readonly start: () => Happening;
}

/** Something that happens over time and can start further happenings. Yields in the order of time. */
export type Happening = Generator<SimulatedEvent | Beginning>;

interface Pending {
  readonly atMs: number;
  readonly order: number;
  readonly event?: SimulatedEvent;
  readonly from: Happening;
}

/** All happenings in one line, ordered by time; memory grows with what goes on at once, not with the length of the day. */
export function* timeline(happenings: Iterable<Happening>): Generator<SimulatedEvent> {
  const heap: Pending[] = [];
  let order = 0;

  function advance(from: Happening): void {
    const { done, value } = from.next();
    if (done) return;
    if ('startsAtMs' in value) {
      push(heap, { atMs: value.startsAtMs, order: order++, from: value.start() });
      push(heap, { atMs: value.startsAtMs, order: order++, from });
    } else push(heap, { atMs: value.timeMs, order: order++, event: value, from });
  }

  for (const happening of happenings) advance(happening);
  for (let next = pop(heap); next !== undefined; next = pop(heap)) {
    if (next.event !== undefined) yield next.event;
    advance(next.from);
  }
}

function isBefore(a: Pending, b: Pending): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}

function push(heap: Pending[], entry: Pending): void {
  let at = heap.push(entry) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isBefore(entry, heap[parent] as Pending)) break;
    heap[at] = heap[parent] as Pending;
    at = parent;
  }
  heap[at] = entry;
}

function pop(heap: Pending[]): Pending | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (first === undefined || last === undefined || heap.length === 0) return first;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBefore(heap[child + 1] as Pending, heap[child] as Pending)) child++;
    if (!isBefore(heap[child] as Pending, last)) break;
    heap[at] = heap[child] as Pending;
    at = child;
  }
  heap[at] = last;
  return first;
}
