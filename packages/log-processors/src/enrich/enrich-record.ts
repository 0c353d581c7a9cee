import {
  ATTR_AUDIT_ACTION,
  ATTR_AUDIT_ACTOR_ID,
  ATTR_AUDIT_ACTOR_TYPE,
  ATTR_AUDIT_RECORD_ID,
  ATTR_AUDIT_SCHEMA_VERSION,
  ATTR_CLIENT_ADDRESS,
  ATTR_LOG_RECORD_UID,
  ATTR_SECURITY_CATEGORY,
  ATTR_SECURITY_CONTROL_IDS,
  ATTR_SECURITY_RETENTION_CLASS,
  ATTR_URL_PATH,
  CATALOGUE_VERSION,
  type EventVariant,
} from '@otelseal/semantic-conventions';
import type { ContextAttributes } from './context-attributes.js';
import { type AttributeMap, addAbsent, isAbsent, ownText } from './own-attribute.js';
import type { FactIssue } from './six-facts.js';
import { stateActor, stateOrigin, stateOutcome, stateTarget, stateTime } from './state-facts.js';
import type { SecurityEventKind } from './uncatalogued-event.js';

/** The fields of an OpenTelemetry log record that enriching reads or writes. */
export interface EnrichableRecord {
  readonly attributes: AttributeMap;
  hrTime: [number, number];
  readonly hrTimeObserved: [number, number];
  severityNumber?: number | undefined;
  severityText?: string | undefined;
}

/** Where missing facts come from. Everything is passed in: the core knows no clock, no randomness and no context. */
export interface EnrichmentSources {
  readonly kind: SecurityEventKind;
  readonly context: ContextAttributes;
  readonly serviceName: string | undefined;
  newRecordId(): string;
  now(): [number, number];
}

const RETENTION_CLASSES: ReadonlySet<unknown> = new Set(['audit', 'operational']);
/** A caller's own record identifier is kept when it can serve as one: printable, and short enough for every store. */
const RECORD_ID = /^[\x21-\x7e]{1,128}$/;

/**
 * Fills in what a security record does not say itself; what it says is kept. Values go straight into the attributes object, because
 * `setAttribute` drops everything beyond the SDK's limit of 128 attributes and the six facts must not be dropped.
 *
 * @returns the facts that nobody supplied or that were unusable, for counting
 */
export function enrichRecord(record: EnrichableRecord, sources: EnrichmentSources): readonly FactIssue[] {
  const { attributes } = record;
  const { kind } = sources;
  const issues: FactIssue[] = [];

  addContext(attributes, sources.context);
  cutQuery(attributes);
  identifyRecord(attributes, sources.newRecordId);
  classify(attributes, kind);
  const variant = variantOf(kind, attributes);
  stateOutcome(attributes, variant?.outcome ?? kind.outcome, issues);
  stateActor(attributes, kind.category, issues);
  stateOrigin(attributes, issues);
  stateTarget(attributes, kind, sources.serviceName, issues);
  stateTime(record, sources.now, issues);
  rateSeverity(record, variant?.severityNumber ?? kind.severityNumber, variant?.severityText ?? kind.severityText);
  return issues;
}

/**
 * Actor and client are added whole or not at all: half a person from the call and half from the context is nobody. A record that names the
 * kind of its actor speaks of somebody of its own, even when the identifier turned out empty.
 */
function addContext(attributes: AttributeMap, context: ContextAttributes): void {
  const namesNobody = isAbsent(attributes, ATTR_AUDIT_ACTOR_ID) && isAbsent(attributes, ATTR_AUDIT_ACTOR_TYPE);
  if (namesNobody) addAbsent(attributes, context.actor);
  if (isAbsent(attributes, ATTR_CLIENT_ADDRESS)) addAbsent(attributes, context.client);
  addAbsent(attributes, context.other);
}

/** `url.path` has no query by definition, and a query is where tokens travel; callers pass `originalUrl` all the same. */
function cutQuery(attributes: AttributeMap): void {
  const path = ownText(attributes, ATTR_URL_PATH);
  const end = path === undefined ? -1 : path.search(/[?#]/);
  if (path !== undefined && end >= 0) attributes[ATTR_URL_PATH] = path.slice(0, end) || '/';
}

function identifyRecord(attributes: AttributeMap, newRecordId: () => string): void {
  const own = ownText(attributes, ATTR_AUDIT_RECORD_ID) ?? ownText(attributes, ATTR_LOG_RECORD_UID);
  const id = own !== undefined && RECORD_ID.test(own) ? own : newRecordId();
  attributes[ATTR_AUDIT_RECORD_ID] = id;
  attributes[ATTR_LOG_RECORD_UID] = id;
}

function classify(attributes: AttributeMap, kind: SecurityEventKind): void {
  if (ownText(attributes, ATTR_SECURITY_CATEGORY) === undefined) attributes[ATTR_SECURITY_CATEGORY] = kind.category;
  if (ownText(attributes, ATTR_AUDIT_ACTION) === undefined) attributes[ATTR_AUDIT_ACTION] = kind.action;
  if (!RETENTION_CLASSES.has(ownText(attributes, ATTR_SECURITY_RETENTION_CLASS))) {
    attributes[ATTR_SECURITY_RETENTION_CLASS] = kind.retention;
  }
  attributes[ATTR_AUDIT_SCHEMA_VERSION] = CATALOGUE_VERSION;
  if (isAbsent(attributes, ATTR_SECURITY_CONTROL_IDS) && kind.controls.length > 0) {
    attributes[ATTR_SECURITY_CONTROL_IDS] = kind.controls.slice(); // a copy: later processors may change the record's own
  }
}

/** What the catalogue says of this event with these values: a virus found is worse than a file scanned. */
function variantOf(kind: SecurityEventKind, attributes: AttributeMap): EventVariant | undefined {
  return kind.variants?.find(({ attribute, values }) => values.includes(ownText(attributes, attribute) ?? ''));
}

function rateSeverity(record: EnrichableRecord, number: number, text: string): void {
  const own = record.severityNumber;
  if (!(Number.isInteger(own) && Number(own) >= 1 && Number(own) <= 24)) record.severityNumber = number;
  const named = typeof record.severityText === 'string' && record.severityText !== '';
  if (!named && record.severityNumber === number) record.severityText = text;
}
