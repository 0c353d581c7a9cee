import { AttributeSource } from './attribute-source.js';
import type { AttributeValue } from './attribute-value.js';
import { type CatalogueRecord, nanosecondsOf } from './catalogue-record.js';
import { hasDeclaredType } from './declared-type.js';
import { type EventDefinition, eventDefinition } from './event-definition.js';
import { ECS_PATHS } from './generated/ecs-paths.js';
import { isIpAddress } from './ip-address.js';
import { lokiName } from './loki-name.js';

/** Version of the Elastic Common Schema the fields are taken from. @stable */
export const ECS_VERSION = '9.4.0';

/** A document of the Elastic Common Schema, nested. @stable */
export interface EcsDocument {
  [field: string]: EcsValue;
}
type EcsValue = AttributeValue | EcsDocument;

/** ECS fields of type `ip`: anything else in them makes Elasticsearch refuse the document. */
const IP_FIELDS = new Set(['source.ip', 'client.ip', 'related.ip']);
const SET_FIELDS = new Set(['related.ip', 'related.user', 'related.hash', 'user.roles']);
const NOT_SHOWN = ['audit.payload', 'audit.action', 'audit.outcome', 'security.category', 'event.name'];

/**
 * The record as an Elastic Common Schema document, for pipelines that do not use OpenTelemetry's own mapping. What ECS
 * has no field for goes into `labels`. Undefined for events that are not in the catalogue. Evidence is never verified
 * from this form.
 *
 * @example renderEcs({ eventName: 'security.session.logout', attributes: { 'audit.actor.id': 'bob' } })?.['user'] // { id: 'bob' }
 * @stable
 */
export function renderEcs(record: CatalogueRecord): EcsDocument | undefined {
  const definition = eventDefinition(record.eventName);
  if (definition === undefined) return undefined;
  const source = new AttributeSource(record.attributes);
  const document: EcsDocument = { ecs: { version: ECS_VERSION } };
  putRecordFields(document, record);
  putEventFields(document, record, definition, source);
  putMappedFields(document, source);
  putTarget(document, source);
  putThreat(document, definition);
  putResource(document, new AttributeSource(record.resource ?? {}));
  putLabels(document, source);
  return document;
}

function putRecordFields(document: EcsDocument, record: CatalogueRecord): void {
  const nanoseconds = nanosecondsOf(record);
  if (nanoseconds !== undefined) put(document, '@timestamp', timestamp(nanoseconds));
  if (typeof record.body === 'string' && record.body !== '') put(document, 'message', record.body);
  if (record.severityText) put(document, 'log.level', record.severityText);
  if (record.severityNumber) put(document, 'event.severity', record.severityNumber);
  if (record.traceId) put(document, 'trace.id', record.traceId);
  if (record.spanId) put(document, 'span.id', record.spanId);
}

function putEventFields(
  document: EcsDocument,
  record: CatalogueRecord,
  { ecs, outcome }: EventDefinition,
  source: AttributeSource,
): void {
  put(document, 'event.kind', ecs.kind);
  put(document, 'event.category', ecs.category);
  put(document, 'event.type', ecs.type);
  put(document, 'event.action', ecs.action);
  put(document, 'event.code', record.eventName);
  put(document, 'event.outcome', source.text('audit.outcome') ?? outcome);
}

/** A value of another type than the vocabulary says would make Elasticsearch refuse the document: it becomes a label. */
function putMappedFields(document: EcsDocument, source: AttributeSource): void {
  for (const [attribute, paths] of Object.entries(ECS_PATHS)) {
    const value = source.peek(attribute);
    if (value === undefined || !hasDeclaredType(attribute, value)) continue;
    source.take(attribute);
    for (const path of paths) putField(document, path, value);
  }
}

function putTarget(document: EcsDocument, source: AttributeSource): void {
  const type = source.text('audit.target.type');
  const id = source.text('audit.target.id');
  if (id === undefined) return;
  if (type === 'user' || type === 'account') {
    putField(document, 'user.target.id', id);
    putField(document, 'related.user', id);
  }
  put(document, 'labels.audit_target_id', id);
  if (type !== undefined) put(document, 'labels.audit_target_type', type);
}

function putThreat(document: EcsDocument, { attack }: EventDefinition): void {
  const techniques = attack.filter((id) => id.startsWith('T'));
  if (techniques.length === 0) return;
  put(document, 'threat.framework', 'MITRE ATT&CK');
  put(document, 'threat.technique.id', [...new Set(techniques.map((id) => id.slice(0, 5)))]);
  const subtechniques = techniques.filter((id) => id.includes('.'));
  if (subtechniques.length > 0) put(document, 'threat.technique.subtechnique.id', subtechniques);
}

function putResource(document: EcsDocument, resource: AttributeSource): void {
  const fields: readonly [attribute: string, path: string][] = [
    ['service.name', 'service.name'],
    ['service.version', 'service.version'],
    ['service.instance.id', 'service.node.name'],
    ['deployment.environment.name', 'service.environment'],
    ['host.name', 'host.name'],
  ];
  for (const [attribute, path] of fields) {
    const value = resource.text(attribute);
    if (value !== undefined) put(document, path, value);
  }
}

function putLabels(document: EcsDocument, source: AttributeSource): void {
  for (const [name, value] of source.rest()) {
    if (NOT_SHOWN.includes(name)) continue;
    put(document, `labels.${lokiName(name)}`, typeof value === 'object' ? value : String(value));
  }
}

function putField(document: EcsDocument, path: string, value: AttributeValue): void {
  if (IP_FIELDS.has(path) && !(typeof value === 'string' && isIpAddress(value))) return;
  if (!SET_FIELDS.has(path)) {
    put(document, path, value);
    return;
  }
  const known = at(document, path);
  const values = [...(Array.isArray(known) ? known : []), ...(typeof value === 'object' ? value : [String(value)])];
  put(document, path, [...new Set(values)]);
}

/** Sets a field by its dotted path. Paths are ours, except label names, which `lokiName` leaves no dot in. */
function put(document: EcsDocument, path: string, value: AttributeValue): void {
  const names = path.split('.');
  const last = names.pop() ?? path;
  let place = document;
  for (const name of names) {
    const next = Object.hasOwn(place, name) ? place[name] : undefined;
    if (typeof next === 'object' && !Array.isArray(next)) place = next as EcsDocument;
    else {
      const created: EcsDocument = {};
      define(place, name, created);
      place = created;
    }
  }
  define(place, last, value);
}

/** Plain assignment would run the setter of `__proto__`, which a label may be called. */
function define(place: EcsDocument, name: string, value: EcsValue): void {
  Object.defineProperty(place, name, { value, enumerable: true, writable: true, configurable: true });
}

function at(document: EcsDocument, path: string): EcsValue | undefined {
  let place: EcsValue | undefined = document;
  for (const name of path.split('.')) {
    if (typeof place !== 'object' || Array.isArray(place)) return undefined;
    place = (place as EcsDocument)[name];
  }
  return place;
}

function timestamp(nanoseconds: bigint): string {
  const whole = new Date(Number(nanoseconds / 1_000_000n)).toISOString();
  return `${whole.slice(0, -1)}${String(nanoseconds % 1_000_000n).padStart(6, '0')}Z`;
}
