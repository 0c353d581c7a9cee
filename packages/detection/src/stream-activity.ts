import { isStepBack } from './counting/step-back.js';
import type { Activity } from './detector.js';

const HOUR_MS = 3_600_000;
/** A burst is not what is usual: three hours in a row are. */
const HOURS = 3;

/**
 * How busy a stream usually is: facts in the quietest of the last three full hours, 0 before there were three. Facts of attacks are not
 * usual, or the end of one would be silence.
 */
export class StreamActivity implements Activity {
  lastMs = 0;
  perHour = 0;
  readonly #hours: number[] = [];
  #hourMs = 0;
  #inHour = 0;

  note(nowMs: number): void {
    if (nowMs > this.lastMs || isStepBack(this.lastMs, nowMs)) this.lastMs = nowMs;
    if (nowMs - this.#hourMs >= HOUR_MS || isStepBack(this.#hourMs, nowMs)) this.#turn(nowMs);
  }

  /** The fact that was noted last belongs to no attack. */
  countUsual(): void {
    this.#inHour += 1;
  }

  #turn(nowMs: number): void {
    const hasGap = nowMs - this.#hourMs >= 2 * HOUR_MS || nowMs < this.#hourMs;
    if (hasGap) this.#hours.length = 0;
    else this.#hours.push(this.#inHour);
    if (this.#hours.length > HOURS) this.#hours.shift();
    this.perHour = this.#hours.length < HOURS ? 0 : Math.min(...this.#hours);
    this.#hourMs = nowMs;
    this.#inHour = 0;
  }
}
