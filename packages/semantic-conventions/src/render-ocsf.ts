import { AttributeSource } from './attribute-source.js';
import { type CatalogueRecord, nanosecondsOf } from './catalogue-record.js';
import { type EventDefinition, eventDefinition } from './event-definition.js';
import { OCSF_CLASSES } from './generated/ocsf-classes.js';
import { OCSF_BUILDERS, type OcsfInput, serviceName } from './ocsf-objects.js';
import { type OcsfObject, type OcsfValue, withoutAbsent } from './ocsf-value.js';

/** Version of the Open Cybersecurity Schema Framework that classes and numbers are taken from. @stable */
export const OCSF_VERSION = '1.9.0';

const FINDINGS = 2;
const OTHER = 99;
const STATUS: Readonly<Record<string, number>> = { success: 1, failure: 2 };
/** Activities of Web Resources Activity and API Activity by HTTP method. */
const ACTIVITY_OF_METHOD: Readonly<Record<string, readonly [id: number, name: string]>> = {
  POST: [1, 'Create'],
  GET: [2, 'Read'],
  HEAD: [2, 'Read'],
  PUT: [3, 'Update'],
  PATCH: [3, 'Update'],
  DELETE: [4, 'Delete'],
};
const FOLLOWS_METHOD = ['web_resources_activity', 'api_activity'];
const NOT_UNMAPPED = [
  'audit.payload',
  'audit.outcome',
  'audit.action',
  'log.record.uid',
  'security.category',
  'user.id',
];

/**
 * The record as an event of the Open Cybersecurity Schema Framework 1.9. Attributes without a place in the class are
 * in `unmapped`, under their own names. Undefined for events that are not in the catalogue.
 *
 * @example renderOcsf({ eventName: 'security.session.logout', attributes: {} })?.['type_uid'] // 300202
 * @stable
 */
export function renderOcsf(record: CatalogueRecord): OcsfObject | undefined {
  const definition = eventDefinition(record.eventName);
  if (definition === undefined) return undefined;
  const source = new AttributeSource(record.attributes);
  const resource = new AttributeSource(record.resource ?? {});
  const input = { record, definition, source, resource };
  return withoutAbsent({
    ...classification(definition, source),
    time: millisecondsOf(record),
    severity_id: severityOf(record.severityNumber ?? definition.severityNumber),
    ...status(definition, source),
    message: typeof record.body === 'string' && record.body !== '' ? record.body : undefined,
    metadata: metadata(input),
    attacks: attacks(definition),
    ...objects(input),
    unmapped: unmapped(source),
  });
}

function classification({ ocsf }: EventDefinition, source: AttributeSource): OcsfObject {
  const method = source.text('http.request.method');
  const follows = ocsf.activityId === OTHER && FOLLOWS_METHOD.includes(ocsf.className);
  const known = follows && method !== undefined && Object.hasOwn(ACTIVITY_OF_METHOD, method);
  const [id, name] = (known && ACTIVITY_OF_METHOD[method]) || [ocsf.activityId, ocsf.activityName];
  return {
    category_uid: ocsf.categoryUid,
    class_uid: ocsf.classUid,
    activity_id: id,
    activity_name: name,
    type_uid: ocsf.classUid * 100 + id,
  };
}

/** A finding's status is about its handling: ours are new. Elsewhere it is how the action ended. */
function status(definition: EventDefinition, source: AttributeSource): Readonly<Record<string, OcsfValue | undefined>> {
  const outcome = source.text('audit.outcome') ?? definition.outcome;
  return {
    status_id: definition.ocsf.categoryUid === FINDINGS ? 1 : (STATUS[outcome] ?? 0),
    status_detail: source.text('security.reason') ?? source.text('security.session.reason'),
    status_code: source.text('error.type'),
  };
}

/** OpenTelemetry severity → OCSF: informational, medium, high, critical. */
function severityOf(severityNumber: number): number {
  if (severityNumber >= 18) return 5;
  if (severityNumber >= 17) return 4;
  return severityNumber >= 13 ? 3 : 1;
}

function metadata({ record, definition, source, resource }: OcsfInput): OcsfObject {
  const profiles = OCSF_CLASSES[definition.ocsf.className]?.profiles ?? [];
  const all = attacks(definition) === undefined ? profiles : [...profiles, 'security_control'];
  return withoutAbsent({
    version: OCSF_VERSION,
    product: withoutAbsent({ name: serviceName(resource), version: resource.text('service.version') }),
    log_name: record.eventName,
    uid: source.text('audit.record.id'),
    sequence: source.number('audit.sequence.number'),
    correlation_uid: record.traceId === '' ? undefined : record.traceId,
    profiles: all.length > 0 ? all : undefined,
  });
}

function attacks({ attack }: EventDefinition): OcsfValue | undefined {
  const techniques = attack.filter((id) => id.startsWith('T'));
  if (techniques.length === 0) return undefined;
  return techniques.map((id) =>
    withoutAbsent({
      technique: { uid: id.slice(0, 5) },
      sub_technique: id.includes('.') ? { uid: id } : undefined,
    }),
  );
}

function objects(input: OcsfInput): Readonly<Record<string, OcsfValue | undefined>> {
  const names = OCSF_CLASSES[input.definition.ocsf.className]?.objects ?? [];
  return Object.fromEntries(names.map((name) => [name, OCSF_BUILDERS[name]?.(input)]));
}

function unmapped(source: AttributeSource): OcsfObject | undefined {
  const rest = source.rest().filter(([name]) => !NOT_UNMAPPED.includes(name));
  return rest.length > 0 ? Object.fromEntries(rest) : undefined;
}

function millisecondsOf(record: CatalogueRecord): number {
  const nanoseconds = nanosecondsOf(record);
  return nanoseconds === undefined ? 0 : Number(nanoseconds / 1_000_000n);
}
