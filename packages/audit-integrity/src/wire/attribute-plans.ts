import type { AttributePlan } from './attribute-plan.js';
import { namesIn } from './value-shape.js';

/** Remembered event names; beyond it all are forgotten, so that attacker-made names cost time but no memory. */
const MAX_EVENTS = 512;
/** Remembered sets of names for one event. */
const MAX_PLANS_PER_EVENT = 4;
/** Records with more names, or longer ones, are planned each time. */
const MAX_PLANNED_NAMES = 256;
const MAX_PLANNED_NAME_LENGTH = 128;
/** UTF-16 units of all names remembered; a plan holds each some four times. All events of the catalogue have less than a third of it. */
const MAX_REMEMBERED_UNITS = 1_048_576;
/** What a name costs besides its own units, however short it is. */
const UNITS_A_NAME = 32;

/** The plans made so far, by event name. */
export class AttributePlans {
  readonly #byEvent = new Map<string, AttributePlan[]>();
  #units = 0;

  /** Event names that something is remembered of. */
  get size(): number {
    return this.#byEvent.size;
  }

  of(eventName: string): readonly AttributePlan[] | undefined {
    return this.#byEvent.get(eventName);
  }

  /** Remembers it if that is worth its memory. */
  keep(eventName: string, plan: AttributePlan): void {
    const names = [eventName, ...namesOf(plan)];
    if (names.length > MAX_PLANNED_NAMES || names.some((name) => name.length > MAX_PLANNED_NAME_LENGTH)) return;
    this.#units += unitsOf(plan);
    if (this.#units > MAX_REMEMBERED_UNITS || this.#isFullFor(eventName)) {
      this.#byEvent.clear();
      this.#units = unitsOf(plan);
    }
    const known = this.#byEvent.get(eventName);
    if (known === undefined) this.#byEvent.set(eventName, [plan]);
    else if (known.push(plan) > MAX_PLANS_PER_EVENT) this.#units -= unitsOf(known.shift() as AttributePlan);
  }

  #isFullFor(eventName: string): boolean {
    return this.#byEvent.size >= MAX_EVENTS && !this.#byEvent.has(eventName);
  }
}

function namesOf({ given, shapes }: AttributePlan): readonly string[] {
  return [...given, ...shapes.flatMap(namesIn)];
}

function unitsOf(plan: AttributePlan): number {
  return namesOf(plan).reduce((units, name) => units + UNITS_A_NAME + name.length, 0);
}
