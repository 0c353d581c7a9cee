import { combineKeys, markOfText } from '../counting/combine-keys.js';
import type { DetectorName, Finding } from '../detector.js';
import type { DetectorProfile } from '../detector-profile.js';
import type { Incident } from '../incident.js';
import type { Key, SecurityFact, ShownParties } from '../security-fact.js';
import { campaignKind } from './naming.js';
import { OpenIncident } from './open-incident.js';

/** @experimental */
export interface IncidentBookOptions {
  /** How long nothing may happen until an incident is over, in milliseconds. */
  readonly quietMs: number;
  /**
   * Incidents of one kind that are open at the same time. What begins beyond it is one more incident, about the whole service: a
   * thousand addresses that attack at once are one attack, and a log of incidents must not become the flood.
   */
  readonly maxOpenPerDetector: number;
}

/** The events that led to what a detector found, as far as they are still known. */
type EarlierEvents = (name: DetectorName, finding: Finding, fact: SecurityFact | undefined) => readonly ShownParties[];

/** The key of the incident that stands for all further keys of a detector. */
const FOLDED: Key = 0;
/** Successes of attackers are told one by one for longer. */
const CRITICAL_ROOM = 4;

/** Turns findings into incidents: one per kind of attack and key, from its first event until it has been quiet. */
export class IncidentBook {
  readonly #options: IncidentBookOptions;
  readonly #earlierOf: EarlierEvents;
  readonly #open = new Map<string, Map<Key, OpenIncident>>();
  #size = 0;

  constructor(options: IncidentBookOptions, earlierOf: EarlierEvents = () => []) {
    this.#options = options;
    this.#earlierOf = earlierOf;
  }

  get size(): number {
    return this.#size;
  }

  /** @returns what to tell, when the incident opened or its severity rose */
  report(
    profile: DetectorProfile,
    finding: Finding,
    fact: SecurityFact | undefined,
    shown: ShownParties | undefined,
    nowMs: number,
  ): Incident | undefined {
    const open = this.#openOf(campaignKind(profile.name));
    const room = this.#options.maxOpenPerDetector * (finding.severity === 'critical' ? CRITICAL_ROOM : 1);
    const isFull = open.size >= room && !open.has(finding.key);
    const key = isFull ? FOLDED : finding.key;
    const known = open.get(key);
    if (known !== undefined) {
      return known.add(profile, finding, fact, shown, nowMs) ? known.told('raised', fact) : undefined;
    }
    const begun = new OpenIncident(idOf(profile.name, finding, nowMs), finding, fact, nowMs, isFull);
    open.set(key, begun);
    this.#size += 1;
    if (!isFull) begun.remember(this.#earlierOf(profile.name, finding, fact));
    begun.add(profile, finding, fact, shown, nowMs);
    return begun.told('opened', fact);
  }

  /** Ends what has been quiet. @returns the incidents with their totals */
  endQuiet(nowMs: number): readonly Incident[] {
    return this.#end((incident) => incident.isOver(nowMs, this.#options.quietMs));
  }

  /** Ends everything, for the end of a process or of a replay. */
  endAll(): readonly Incident[] {
    return this.#end(() => true);
  }

  #end(isOver: (incident: OpenIncident) => boolean): readonly Incident[] {
    const ended: Incident[] = [];
    for (const open of this.#open.values()) {
      for (const [key, incident] of open) {
        if (!isOver(incident)) continue;
        open.delete(key);
        this.#size -= 1;
        ended.push(incident.told('ended', undefined));
      }
    }
    return ended;
  }

  #openOf(kind: string): Map<Key, OpenIncident> {
    let open = this.#open.get(kind);
    if (open === undefined) {
      open = new Map();
      this.#open.set(kind, open);
    }
    return open;
  }
}

/** Fourteen hexadecimal digits that depend on nothing but the incident: a replay of the same facts gives the same names. */
function idOf(name: DetectorName, { key }: Finding, nowMs: number): string {
  return combineKeys(combineKeys(key, markOfText(name)), nowMs)
    .toString(16)
    .padStart(14, '0');
}
