import type { Detector } from './detector.js';

/** Detectors by the events that they want to see. */
export class DetectorSet {
  readonly detectors: readonly Detector[];
  readonly #byEvent = new Map<string, readonly Detector[]>();

  constructor(detectors: readonly Detector[]) {
    this.detectors = detectors;
    for (const detector of detectors) {
      for (const event of new Set(detector.subscribes)) {
        this.#byEvent.set(event, [...(this.#byEvent.get(event) ?? []), detector]);
      }
    }
  }

  of(eventName: string): readonly Detector[] | undefined {
    return this.#byEvent.get(eventName);
  }

  /** The same, with some detectors replaced by others of their names. */
  with(others: readonly Detector[]): DetectorSet {
    return new DetectorSet(
      this.detectors.map((detector) => others.find(({ name }) => name === detector.name) ?? detector),
    );
  }
}
