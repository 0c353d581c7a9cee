/**
 * Sees to it that no loss stays behind a reassuring answer: whoever asks how far records have come hears of each loss
 * at least once, and everybody does as long as nothing signed declares it.
 */
export class LossNotice {
  #told = 0;

  /** Whether there is a loss to tell, out of so many since the beginning. */
  due(lost: number, undeclared: number): boolean {
    const due = undeclared > 0 || lost > this.#told;
    this.#told = lost;
    return due;
  }
}
