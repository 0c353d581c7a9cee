import { KeyTable } from '../counting/key-table.js';
import type { TableMemory } from '../counting/table-memory.js';
import type { DetectorResources, PartialCount } from '../detector.js';
import type { IncidentSubject } from '../incident.js';
import type { Key } from '../security-fact.js';

/** A quarter of a threshold is worth telling: rarer would come too late, more often would be a log of its own. */
const PARTS = 4;

/**
 * Counts per key what this instance alone cannot judge, and says so at every quarter of the threshold. Says nothing unless the service
 * has several instances.
 */
export class PartialCounts {
  readonly #table: KeyTable | undefined;

  constructor({ partialCounts }: DetectorResources, memory: TableMemory) {
    this.#table = partialCounts ? new KeyTable(memory, { numbers: 1, marks: 0 }) : undefined;
  }

  get bytes(): number {
    return this.#table?.bytes ?? 0;
  }

  add(key: Key, subject: IncidentSubject, threshold: number): PartialCount | undefined {
    if (this.#table === undefined) return undefined;
    this.#table.touch(key);
    const { values, row } = this.#table;
    const added = (values[row] ?? 0) + 1;
    const isTold = added >= Math.ceil(threshold / PARTS);
    values[row] = isTold ? 0 : added;
    return isTold ? { partial: true, subject, key, added, threshold } : undefined;
  }
}
