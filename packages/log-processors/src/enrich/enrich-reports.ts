import {
  METRIC_ENRICH_BAGGAGE,
  METRIC_ENRICH_FACTS,
  METRIC_INTERNAL_ERRORS,
  METRIC_RECORDS,
  type SelfTelemetry,
} from '@otelseal/semantic-conventions';
import type { BaggageTally } from './baggage-attributes.js';
import type { FactIssue } from './six-facts.js';

const ENRICHED = Object.freeze({ stage: 'enrich', outcome: 'enriched' });
const UNKNOWN_EVENT = Object.freeze({ stage: 'enrich', outcome: 'unknown_event' });
const FAILED = Object.freeze({ stage: 'enrich', outcome: 'failed' });
const ADDED = Object.freeze({ outcome: 'added' });
const REFUSED = Object.freeze({ outcome: 'refused' });
const MAX_SHOWN_NAME = 100;

/** What enriching counts and says about itself. Nothing in here lets a caller's telemetry throw into the application. */
export class EnrichReports {
  readonly #telemetry: SelfTelemetry;

  constructor(telemetry: SelfTelemetry) {
    this.#telemetry = telemetry;
  }

  enriched(issues: readonly FactIssue[], catalogued: boolean): void {
    for (const issue of issues) this.#count(METRIC_ENRICH_FACTS, 1, issue);
    this.#count(METRIC_RECORDS, 1, catalogued ? ENRICHED : UNKNOWN_EVENT);
  }

  baggage({ added, refused }: BaggageTally): void {
    if (added > 0) this.#count(METRIC_ENRICH_BAGGAGE, added, ADDED);
    if (refused > 0) this.#count(METRIC_ENRICH_BAGGAGE, refused, REFUSED);
  }

  unknownEvent(eventName: string): void {
    const shown = JSON.stringify(eventName.slice(0, MAX_SHOWN_NAME).replace(/[^\x20-\x7e]/g, '?'));
    this.#report(
      'ERR_UNKNOWN_EVENT',
      `The event name ${shown} is not in the catalogue; the record is kept as an uncatalogued security event.`,
    );
  }

  contextUnreadable(cause: unknown): void {
    this.#report(
      'ERR_CONTEXT_UNREADABLE',
      'A security context could not be read in full; what it does not say is filled with `unknown`.',
      cause,
    );
  }

  contextValueRefused(): void {
    this.#report(
      'ERR_CONTEXT_VALUE_REFUSED',
      'A value of a security context has a wrong type or name and was left out; identifiers are text, extras are text, numbers, booleans or lists of text.',
    );
  }

  failed(cause: unknown): void {
    this.#count(METRIC_RECORDS, 1, FAILED);
    this.#report('ERR_ENRICH_FAILED', 'A record could not be enriched and goes on as it is.', cause);
  }

  #report(code: string, message: string, cause?: unknown): void {
    this.#count(METRIC_INTERNAL_ERRORS, 1, { code });
    try {
      this.#telemetry.reportOnce(code, message, cause);
    } catch {
      // A sink that throws must not reach the application, and there is nowhere left to say so.
    }
  }

  #count(metric: string, value: number, attributes: Readonly<Record<string, string>>): void {
    try {
      this.#telemetry.add(metric, value, attributes);
    } catch {
      // As above.
    }
  }
}
