import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import {
  ATTR_AUDIT_ACTOR_ID,
  ATTR_AUDIT_ACTOR_TYPE,
  ATTR_AUDIT_TARGET_ID,
  ATTR_AUDIT_TARGET_TYPE,
  ATTR_CLIENT_ADDRESS,
  ATTR_SECURITY_DETECTION_CONFIDENCE,
  ATTR_SECURITY_INCIDENT_APPSENSOR,
  ATTR_SECURITY_INCIDENT_ATTACK,
  ATTR_SECURITY_INCIDENT_COUNT,
  ATTR_SECURITY_INCIDENT_DETECTOR,
  ATTR_SECURITY_INCIDENT_FIRST,
  ATTR_SECURITY_INCIDENT_ID,
  ATTR_SECURITY_INCIDENT_LAST,
  ATTR_SECURITY_INCIDENT_RECORDS,
  ATTR_SECURITY_INCIDENT_RESPONSE,
  ATTR_SECURITY_INCIDENT_RUNBOOK,
  ATTR_SECURITY_INCIDENT_SEVERITY,
  ATTR_SECURITY_INCIDENT_SOURCE_COUNT,
  ATTR_SECURITY_INCIDENT_SOURCES,
  ATTR_SECURITY_INCIDENT_SUBJECT,
  ATTR_SECURITY_INCIDENT_SUMMARY,
  ATTR_SECURITY_INCIDENT_USER_COUNT,
  ATTR_SECURITY_INCIDENT_USERS,
  ATTR_SECURITY_LIMIT_MAX,
  ATTR_SECURITY_LOCK_UNTIL,
  ATTR_SECURITY_REASON,
  ATTR_SESSION_ID,
  EVENT_SECURITY_INCIDENT_END,
  EVENT_SECURITY_INCIDENT_OPEN,
  EVENT_SECURITY_INCIDENT_PARTIAL_COUNT,
  EVENT_SECURITY_INCIDENT_RAISE,
  EVENT_SECURITY_INCIDENT_SUPPRESS,
} from '@otelseal/semantic-conventions';
import type { Incident, IncidentSubject } from '../incident.js';
import type { Noticed } from '../noticed.js';
import type { SuppressionChange } from '../suppressions.js';

/** What a record of ours says; enriching adds the rest. */
export interface NoticedRecord {
  readonly eventName: string;
  readonly attributes: Record<string, string | number | string[]>;
}

type Attributes = Record<string, string | number | readonly string[] | undefined>;

const EVENTS: Readonly<Record<Incident['state'], string>> = {
  opened: EVENT_SECURITY_INCIDENT_OPEN,
  raised: EVENT_SECURITY_INCIDENT_RAISE,
  ended: EVENT_SECURITY_INCIDENT_END,
};
/** Who says so. */
export const ACTOR: Readonly<Record<string, string>> = {
  [ATTR_AUDIT_ACTOR_TYPE]: 'system',
  [ATTR_AUDIT_ACTOR_ID]: 'otelseal-detection',
};
export const UNKNOWN = 'unknown';

/** The event that tells what was noticed, with names as the privacy settings left them. */
export function noticedRecord(noticed: Exclude<Noticed, SuppressionChange>): NoticedRecord {
  if (noticed.kind === 'incident') {
    return { eventName: EVENTS[noticed.incident.state], attributes: present(incidentAttributes(noticed.incident)) };
  }
  if (noticed.kind === 'suppressed') {
    const { suppression, incident } = noticed;
    const attributes = {
      ...about(incident),
      [ATTR_SECURITY_REASON]: suppression.reason,
      [ATTR_SECURITY_LOCK_UNTIL]: suppression.until,
    };
    return { eventName: EVENT_SECURITY_INCIDENT_SUPPRESS, attributes: present(attributes) };
  }
  const { detector, partial, shown } = noticed;
  const name = partial.subject === 'account' ? shown?.actor : shown?.client;
  return {
    eventName: EVENT_SECURITY_INCIDENT_PARTIAL_COUNT,
    attributes: present({
      ...ACTOR,
      [ATTR_AUDIT_TARGET_TYPE]: targetType(partial.subject),
      [ATTR_AUDIT_TARGET_ID]: name ?? UNKNOWN,
      [ATTR_SECURITY_INCIDENT_DETECTOR]: detector,
      [ATTR_SECURITY_INCIDENT_SUBJECT]: partial.subject,
      [ATTR_SECURITY_INCIDENT_COUNT]: partial.added,
      [ATTR_SECURITY_LIMIT_MAX]: partial.threshold,
    }),
  };
}

/** Where a record of ours comes from when no record of the application made it. */
export type RecordOrigin = Pick<ReadableLogRecord, 'resource' | 'spanContext'>;

function incidentAttributes(incident: Incident): Attributes {
  return {
    ...about(incident),
    [ATTR_SESSION_ID]: incident.session,
    [ATTR_SECURITY_INCIDENT_ID]: incident.id,
    [ATTR_SECURITY_INCIDENT_SUMMARY]: incident.summary,
    [ATTR_SECURITY_INCIDENT_COUNT]: incident.count,
    [ATTR_SECURITY_INCIDENT_FIRST]: new Date(incident.firstMs).toISOString(),
    [ATTR_SECURITY_INCIDENT_LAST]: new Date(incident.lastMs).toISOString(),
    [ATTR_SECURITY_INCIDENT_USERS]: incident.users.shown,
    [ATTR_SECURITY_INCIDENT_USER_COUNT]: incident.users.distinct,
    [ATTR_SECURITY_INCIDENT_SOURCES]: incident.sources.shown,
    [ATTR_SECURITY_INCIDENT_SOURCE_COUNT]: incident.sources.distinct,
    [ATTR_SECURITY_INCIDENT_RECORDS]: incident.records,
    [ATTR_SECURITY_INCIDENT_ATTACK]: incident.attack,
    [ATTR_SECURITY_INCIDENT_APPSENSOR]: incident.appSensor,
    [ATTR_SECURITY_INCIDENT_RESPONSE]: incident.response,
    [ATTR_SECURITY_INCIDENT_RUNBOOK]: incident.runbook,
    [ATTR_SECURITY_DETECTION_CONFIDENCE]: incident.confidence,
  };
}

function about(incident: Incident): Attributes {
  const { subject, source, user, session, tenant, service } = incident;
  const names: Readonly<Record<IncidentSubject, string | undefined>> = {
    source,
    account: user,
    session,
    tenant,
    service,
  };
  return {
    ...ACTOR,
    [ATTR_AUDIT_TARGET_TYPE]: targetType(subject),
    [ATTR_AUDIT_TARGET_ID]: names[subject] ?? UNKNOWN,
    [ATTR_CLIENT_ADDRESS]: incident.sources.distinct === 1 ? source : undefined,
    [ATTR_SECURITY_INCIDENT_DETECTOR]: incident.detector,
    [ATTR_SECURITY_INCIDENT_SEVERITY]: incident.severity,
    [ATTR_SECURITY_INCIDENT_SUBJECT]: subject,
  };
}

function targetType(subject: IncidentSubject): string {
  return subject === 'source' ? 'client' : subject;
}

/** Attributes that are there: no empty texts, no empty lists. */
export function present(attributes: Attributes): NoticedRecord['attributes'] {
  const there: NoticedRecord['attributes'] = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === '' || (typeof value === 'object' && value.length === 0)) continue;
    there[name] = typeof value === 'object' ? [...value] : value;
  }
  return there;
}
