import { eventDefinition } from '@otelseal/semantic-conventions';

import type { EvidenceRecord } from '../records/evidence-record.js';
import { isWithin } from '../records/within.js';
import type { TimeRange } from '../verify/judge-sources.js';
import { FACTS, type Fact, lackingFacts } from './lacking-facts.js';
import { type MessageFault, messageFault, WARN_SEVERITY } from './message-fault.js';
import { SeenNumbers } from './seen-numbers.js';

/** How often an event was seen. */
export interface EventCount {
  /** By stream, of records with a seal; the report says which streams are to be believed. */
  readonly sealed: Map<string, number>;
  unsealed: number;
}

/** Pairs of an event and a stream that are told apart; beyond, an event counts as not sealed. */
const MAX_PAIRS = 100_000;
/** Names that the catalogue does not have, and places, that are kept. */
const MAX_UNKNOWN_NAMES = 100;
const MAX_PLACES = 5;

/** Counts what a source holds, by the names of the catalogue. Memory does not grow with the source. */
export class SeenRecords {
  readonly events: Map<string, EventCount> = new Map();
  readonly unknownNames: Map<string, number> = new Map();
  /** Records with names beyond those kept. */
  moreUnknown = 0;
  readonly lacking: Record<Fact, number>;
  /** Catalogued security events, and those that lack a fact. */
  catalogued = 0;
  incomplete = 0;
  /** Records of WARN and above, and those without a proper message. */
  warnings = 0;
  readonly faults: Map<MessageFault, number> = new Map();
  readonly faultPlaces: string[] = [];
  readonly #range: TimeRange | undefined;
  readonly #numbers = new SeenNumbers();
  #pairs = 0;

  constructor(range: TimeRange | undefined) {
    this.#range = range;
    this.lacking = Object.fromEntries(FACTS.map((fact) => [fact, 0])) as Record<Fact, number>;
  }

  add(record: EvidenceRecord): void {
    const { seal, eventName } = record;
    if (record.isGap || !isWithin(record, this.#range)) return;
    if (typeof seal === 'object' && !this.#numbers.add(seal.stream, seal.sequence)) return;
    if (eventName.startsWith('audit.')) return; // says something of the log, not of the application
    if (record.severityNumber >= WARN_SEVERITY) this.#warning(record);
    if (eventDefinition(eventName) !== undefined) this.#event(record);
    else if (eventName.startsWith('security.')) this.#unknown(eventName);
  }

  #event(record: EvidenceRecord): void {
    this.#count(record);
    this.catalogued += 1;
    const lacking = lackingFacts(record);
    if (lacking.length > 0) this.incomplete += 1;
    for (const fact of lacking) this.lacking[fact] += 1;
  }

  #count({ seal, eventName }: EvidenceRecord): void {
    const count = this.events.get(eventName) ?? { sealed: new Map<string, number>(), unsealed: 0 };
    this.events.set(eventName, count);
    const known = typeof seal === 'object' ? count.sealed.get(seal.stream) : undefined;
    if (typeof seal === 'object' && (known !== undefined || this.#pairs < MAX_PAIRS)) {
      if (known === undefined) this.#pairs += 1;
      count.sealed.set(seal.stream, (known ?? 0) + 1);
    } else count.unsealed += 1;
  }

  #unknown(name: string): void {
    const short = name.slice(0, 200);
    const known = this.unknownNames.get(short);
    if (known === undefined && this.unknownNames.size >= MAX_UNKNOWN_NAMES) this.moreUnknown += 1;
    else this.unknownNames.set(short, (known ?? 0) + 1);
  }

  #warning(record: EvidenceRecord): void {
    this.warnings += 1;
    const fault = messageFault(record);
    if (fault === undefined) return;
    this.faults.set(fault, (this.faults.get(fault) ?? 0) + 1);
    const { seal, place } = record;
    const where = typeof seal === 'object' ? `${seal.stream} #${seal.sequence} at ${place}` : place;
    if (this.faultPlaces.length < MAX_PLACES) this.faultPlaces.push(where);
  }
}
