import { lokiName, type SelfTelemetry } from '@otelseal/semantic-conventions';
import { BAGGAGE_ATTRIBUTE_PREFIX, isBaggageKey, MAX_BAGGAGE_KEYS } from './baggage-attributes.js';

/**
 * Settings of the enriching processor.
 *
 * @stable
 */
export interface EnrichOptions {
  /**
   * Baggage keys that are copied to security events as `baggage.<key>`. Default none: baggage is written by whoever sent the request.
   * Values with control characters or of more than 256 UTF-16 units are refused and counted. At most 32 keys.
   */
  readonly baggage: readonly string[];
  /**
   * Attributes that may name the event of a record whose event name field is empty, in order of preference.
   * Default `otel.event.name`, OpenTelemetry's attribute for formats that lack the field. At most 8 names.
   */
  readonly eventNameAttributes: readonly string[];
  /** Where counts and reports go. Default nowhere; `@otelseal/node` passes OpenTelemetry metrics and `diag`. */
  readonly telemetry: SelfTelemetry;
}

/**
 * The settings that hold where none are given.
 *
 * @stable
 */
export const ENRICH_DEFAULTS: EnrichOptions = Object.freeze({
  baggage: Object.freeze([]),
  eventNameAttributes: Object.freeze(['otel.event.name']),
  telemetry: Object.freeze({ add: () => undefined, reportOnce: () => undefined }),
});

const MAX_EVENT_NAME_ATTRIBUTES = 8;

/**
 * The enriching processor was given settings it cannot work with.
 *
 * @stable
 */
export class EnrichOptionsError extends Error {
  readonly code = 'ERR_ENRICH_OPTIONS';
  override readonly name = 'EnrichOptionsError';
}

/** The options with defaults filled in, or an `EnrichOptionsError` that names the option and what it may hold. */
export function checkedEnrichOptions(options: Partial<EnrichOptions>): EnrichOptions {
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(ENRICH_DEFAULTS, name)) {
      throw new EnrichOptionsError(
        `\`${name}\` is not an option of enrich; options are ${Object.keys(ENRICH_DEFAULTS).join(', ')}.`,
      );
    }
  }
  const { baggage, eventNameAttributes, telemetry } = options;
  return {
    baggage: baggage === undefined ? ENRICH_DEFAULTS.baggage : checkedBaggageKeys(baggage),
    eventNameAttributes:
      eventNameAttributes === undefined ? ENRICH_DEFAULTS.eventNameAttributes : checkedNames(eventNameAttributes),
    telemetry: telemetry ?? ENRICH_DEFAULTS.telemetry,
  };
}

function checkedBaggageKeys(keys: readonly string[]): readonly string[] {
  if (!Array.isArray(keys) || keys.length > MAX_BAGGAGE_KEYS || !keys.every(isBaggageKey)) {
    throw new EnrichOptionsError(
      `\`baggage\` takes at most ${MAX_BAGGAGE_KEYS} keys of 1 to 64 letters, digits, dots, hyphens and underscores, each beginning with a letter.`,
    );
  }
  const labels = new Set(keys.map((key) => lokiName(BAGGAGE_ATTRIBUTE_PREFIX + key)));
  if (labels.size !== keys.length) {
    throw new EnrichOptionsError(
      '`baggage` has keys that become one label in Loki, where every sign turns into an underscore; keep one of them.',
    );
  }
  return Object.freeze([...keys]);
}

function checkedNames(names: readonly string[]): readonly string[] {
  const valid = Array.isArray(names) && names.length <= MAX_EVENT_NAME_ATTRIBUTES && names.every(isAttributeName);
  if (!valid) {
    throw new EnrichOptionsError(
      `\`eventNameAttributes\` takes at most ${MAX_EVENT_NAME_ATTRIBUTES} attribute names of 1 to 128 characters.`,
    );
  }
  return Object.freeze([...names]);
}

function isAttributeName(name: unknown): boolean {
  return typeof name === 'string' && name.length > 0 && name.length <= 128;
}
