/** What all sealed records that wait for delivery may take together. */
export class MemoryBudget {
  readonly maxRecords: number;
  readonly maxBytes: number;
  #records = 0;
  #bytes = 0;

  constructor(maxRecords: number, maxBytes: number) {
    this.maxRecords = maxRecords;
    this.maxBytes = maxBytes;
  }

  get records(): number {
    return this.#records;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Whether one more record of this size fits. One that alone exceeds the bound fits nowhere. */
  fits(bytes: number): boolean {
    return this.#records < this.maxRecords && this.#bytes + bytes <= this.maxBytes;
  }

  /** Takes without asking: control records are few and must never be refused. */
  take(bytes: number): void {
    this.#records += 1;
    this.#bytes += bytes;
  }

  give(bytes: number): void {
    this.#records -= 1;
    this.#bytes -= bytes;
  }
}
