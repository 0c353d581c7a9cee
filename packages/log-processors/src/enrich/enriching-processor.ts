import { type Context, context as contextApi, propagation } from '@opentelemetry/api';
import type { LogRecordProcessor, ReadWriteLogRecord } from '@opentelemetry/sdk-logs';
import { ATTR_SECURITY_ATTEMPT_TAG, eventDefinition, SECURITY_CONTEXT_KEY } from '@otelseal/semantic-conventions';
import { noteRecord } from '../record-notes.js';
import { addBaggageAttributes } from './baggage-attributes.js';
import { type ContextAttributes, emptyContextAttributes, readContextAttributes } from './context-attributes.js';
import { deriveDetectionFacts } from './derive-detection-facts.js';
import { checkedEnrichOptions, type EnrichOptions } from './enrich-options.js';
import { enrichRecord } from './enrich-record.js';
import { EnrichReports } from './enrich-reports.js';
import type { Locator } from './geo-cell.js';
import { type KeyedDigest, keyedDigest, newProcessSecret } from './keyed-digest.js';
import { stateMessage } from './message-body.js';
import { randomUuid } from './random-uuid.js';
import { rawIdentity } from './raw-identity.js';
import { serviceNameOf } from './service-name.js';
import { claimsToBeSecurityEvent, UNCATALOGUED_EVENT } from './uncatalogued-event.js';

/**
 * What the processor takes from the outside world; tests pass their own.
 *
 * @experimental
 */
export interface EnrichPorts {
  /** Default: a random UUID. */
  newRecordId(): string;
  /** Milliseconds since the epoch. Default: the system clock. */
  nowMs(): number;
  /** Makes the keys of the detection facts. Default: under a secret that dies with the process. */
  digest: KeyedDigest;
  /** Says where a client is when the record does not. Default: nobody knows. */
  locate: Locator | undefined;
}

/**
 * A log record processor that completes security events: who, what, when, how it ended, from where and on what; category, severity,
 * record identifier, retention class, controls and a readable message. Other records pass untouched.
 *
 * It keeps what a record says itself, never throws into the application, and asks for no record on its own (`enabled` is false).
 *
 * @stable
 * @example
 * new LoggerProvider({ processors: [enrichingProcessor({ baggage: ['tenant.id'] }), sanitizingProcessor(), exporting] });
 */
export function enrichingProcessor(
  options: Partial<EnrichOptions> = {},
  ports: Partial<EnrichPorts> = {},
): LogRecordProcessor {
  const checked = checkedEnrichOptions(options);
  const enricher = new Enricher(checked, {
    newRecordId: ports.newRecordId ?? randomUuid,
    nowMs: ports.nowMs ?? Date.now,
    digest: ports.digest ?? keyedDigest(newProcessSecret()),
    locate: ports.locate,
  });
  const reports = new EnrichReports(checked.telemetry);

  return {
    onEmit(record, context): void {
      try {
        enricher.enrich(record, context ?? contextApi.active(), reports);
      } catch (error) {
        reports.failed(error);
      }
    },
    enabled: () => false,
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
}

class Enricher {
  readonly #options: EnrichOptions;
  readonly #ports: EnrichPorts;

  constructor(options: EnrichOptions, ports: EnrichPorts) {
    this.#options = options;
    this.#ports = ports;
  }

  enrich(record: ReadWriteLogRecord, context: Context, reports: EnrichReports): void {
    const eventName = nameSecurityEvent(record, this.#options.eventNameAttributes);
    if (eventName === undefined) return;
    const definition = eventDefinition(eventName);
    if (definition === undefined) reports.unknownEvent(eventName);

    const serviceName = serviceNameOf(record.resource);
    const issues = enrichRecord(record, {
      kind: definition ?? UNCATALOGUED_EVENT,
      context: readSecurityContext(context, reports),
      serviceName,
      newRecordId: this.#ports.newRecordId,
      now: () => hrTimeOf(this.#ports.nowMs()),
    });
    const { baggage } = this.#options;
    if (baggage.length > 0) {
      reports.baggage(addBaggageAttributes(record.attributes, propagation.getBaggage(context), baggage));
    }
    const templateMessage = stateMessage(record, eventName, definition);
    const { digest, locate } = this.#ports;
    const facts = deriveDetectionFacts(rawIdentity(eventName, record.attributes, serviceName), digest, locate);
    if (Object.hasOwn(record.attributes, ATTR_SECURITY_ATTEMPT_TAG))
      delete record.attributes[ATTR_SECURITY_ATTEMPT_TAG];
    noteRecord(record, { facts, templateMessage });
    reports.enriched(issues, definition !== undefined);
  }
}

/** The name of a security event: from the field, else from an attribute. Other records leave here, at the price of two lookups. */
function nameSecurityEvent(record: ReadWriteLogRecord, nameAttributes: readonly string[]): string | undefined {
  const field: unknown = record.eventName;
  if (typeof field === 'string' && field !== '') return isSecurityEvent(field) ? field : undefined;
  for (const attribute of nameAttributes) {
    const name: unknown = Object.hasOwn(record.attributes, attribute) ? record.attributes[attribute] : undefined;
    if (typeof name === 'string' && isSecurityEvent(name)) {
      record.eventName = name;
      return name;
    }
  }
  return undefined;
}

function isSecurityEvent(eventName: string): boolean {
  return eventDefinition(eventName) !== undefined || claimsToBeSecurityEvent(eventName);
}

/** Of records without one, which are all that a gateway takes. */
const NO_CONTEXT: ContextAttributes = Object.freeze({ ...emptyContextAttributes() });

function readSecurityContext(context: Context, reports: EnrichReports): ContextAttributes {
  let read = NO_CONTEXT;
  try {
    const security = context.getValue(SECURITY_CONTEXT_KEY);
    if (security === undefined) return read;
    read = emptyContextAttributes();
    readContextAttributes(security, read);
  } catch (error) {
    reports.contextUnreadable(error);
  }
  if (read.refused > 0) reports.contextValueRefused();
  return read;
}

function hrTimeOf(epochMs: number): [number, number] {
  const seconds = Math.floor(epochMs / 1_000);
  return [seconds, Math.round((epochMs - seconds * 1_000) * 1e6)];
}
