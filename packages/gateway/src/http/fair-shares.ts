/**
 * Divides something scarce among principals as they ask for it: nobody holds more than what is left for all others. One alone has half of
 * it, two a third each, and whoever comes next finds as much free as each of them has.
 */
export class FairShares {
  readonly #total: number;
  #held = 0;
  readonly #holders = new Map<string, number>();

  constructor(total: number) {
    this.#total = total;
  }

  get isUnused(): boolean {
    return this.#held === 0;
  }

  /** Whether so much is free, whoever asks for it. */
  hasRoom(amount: number): boolean {
    return this.#held + amount <= this.#total;
  }

  holds(principal: string): boolean {
    return this.#holders.has(principal);
  }

  /** Whether there is room for so much more of this one's. */
  admits(principal: string, amount: number): boolean {
    const own = (this.#holders.get(principal) ?? 0) + amount;
    return own <= this.#total - this.#held - amount;
  }

  take(principal: string, amount: number): void {
    this.#held += amount;
    this.#holders.set(principal, (this.#holders.get(principal) ?? 0) + amount);
  }

  giveBack(principal: string, amount: number): void {
    this.#held -= amount;
    const left = (this.#holders.get(principal) ?? 0) - amount;
    if (left > 0) this.#holders.set(principal, left);
    else this.#holders.delete(principal);
  }
}
