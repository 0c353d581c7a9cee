import type { AttributeSource } from './attribute-source.js';
import type { CatalogueRecord } from './catalogue-record.js';
import type { EventDefinition } from './event-definition.js';
import { isIpAddress } from './ip-address.js';
import { type OcsfObject, type OcsfValue, withoutAbsent } from './ocsf-value.js';

/** What every object below is built from. */
export interface OcsfInput {
  readonly record: CatalogueRecord;
  readonly definition: EventDefinition;
  readonly source: AttributeSource;
  readonly resource: AttributeSource;
}

type Builder = (input: OcsfInput) => OcsfValue | undefined;

const USER_TYPES: Readonly<Record<string, number>> = { user: 1, system: 3, service: 4 };
const CONFIDENCES: Readonly<Record<string, number>> = { low: 1, medium: 2, high: 3 };
const UNKNOWN = 'unknown';

/** One builder per top-level object of OCSF that model/ocsf-classes.yaml names. */
export const OCSF_BUILDERS: Readonly<Record<string, Builder>> = {
  actor: (input) => ({ user: actingUser(input) }),
  api: ({ source, definition }) => ({ operation: source.text('audit.action') ?? definition.action }),
  app: ({ resource }) => withoutAbsent({ name: serviceName(resource), version: resource.text('service.version') }),
  confidence_id: ({ source }) => CONFIDENCES[source.text('security.detection.confidence') ?? UNKNOWN] ?? 0,
  database: ({ source }) => ({ name: source.text('audit.target.type') ?? UNKNOWN, type_id: 0 }),
  dst_endpoint: ({ source }) => {
    const address = source.text('server.address');
    return withoutAbsent({ ...endpointName(address), port: source.number('server.port') });
  },
  entity: ({ source }) => target(source),
  evidences: (input) => [{ actor: { user: actingUser(input) }, src_endpoint: clientEndpoint(input.source) }],
  file: ({ source }) =>
    withoutAbsent({
      name: source.text('file.name') ?? source.text('security.upload.id') ?? UNKNOWN,
      path: source.text('file.path'),
      size: source.number('file.size'),
      ext: source.text('file.extension'),
      mime_type: source.text('security.upload.mime'),
      uid: source.text('security.upload.id'),
      type_id: 1,
    }),
  finding_info: ({ record, definition, source }) =>
    withoutAbsent({
      uid: source.text('audit.record.id') ?? UNKNOWN,
      title: definition.brief,
      types: [record.eventName],
      analytic: rule(source),
    }),
  group: ({ source }) => ({ uid: source.text('security.group.id') ?? UNKNOWN }),
  http_request: ({ source }) => {
    const path = source.text('url.path');
    return unlessEmpty({
      http_method: source.text('http.request.method'),
      user_agent: source.text('user_agent.original'),
      url: path === undefined ? undefined : { path },
    });
  },
  http_response: ({ source }) => unlessEmpty({ code: source.number('http.response.status_code') }),
  is_alert: () => true,
  is_mfa: ({ source }) => {
    const value = source.take('security.auth.mfa');
    return typeof value === 'boolean' ? value : undefined;
  },
  log_name: ({ source }) => source.text('security.integrity.stream') ?? source.text('audit.target.id') ?? UNKNOWN,
  resources: ({ source }) => [target(source)],
  scan: ({ source }) => ({ name: source.text('security.scan.engine') ?? UNKNOWN, type_id: 0 }),
  service: ({ resource }) => ({ name: serviceName(resource) }),
  session: ({ source }) => unlessEmpty({ uid: source.text('session.id') }),
  src_endpoint: ({ source }) => clientEndpoint(source),
  user: (input) => affectedUser(input),
  web_resources: ({ source }) => [target(source)],
};

function actingUser({ source }: OcsfInput): OcsfObject {
  return withoutAbsent({
    uid: source.text('audit.actor.id') ?? UNKNOWN,
    name: source.text('user.name'),
    type_id: USER_TYPES[source.text('audit.actor.type') ?? UNKNOWN] ?? 0,
  });
}

/** Authentication is about the actor; identity management is about the account that changes. */
function affectedUser(input: OcsfInput): OcsfObject {
  if (input.definition.ocsf.className === 'authentication') return actingUser(input);
  const { source } = input;
  const roles = source.take('security.role.after');
  return withoutAbsent({
    uid: source.text('audit.target.id') ?? source.text('audit.actor.id') ?? UNKNOWN,
    type: source.text('audit.target.type'),
    groups: Array.isArray(roles) ? roles.map((name: string) => ({ name })) : undefined,
  });
}

function clientEndpoint(source: AttributeSource): OcsfObject {
  return withoutAbsent({ ...endpointName(source.text('client.address')), port: source.number('client.port') });
}

function endpointName(address: string | undefined): OcsfObject {
  if (address === undefined) return { name: UNKNOWN };
  return isIpAddress(address) ? { ip: address } : { hostname: address };
}

function target(source: AttributeSource): OcsfObject {
  return withoutAbsent({
    uid: source.text('audit.target.id') ?? UNKNOWN,
    type: source.text('audit.target.type'),
    name: source.text('audit.target.id') ?? UNKNOWN,
  });
}

function rule(source: AttributeSource): OcsfObject | undefined {
  const name = source.text('security_rule.name');
  const uid = source.text('security_rule.uuid');
  if (name === undefined && uid === undefined) return undefined;
  return withoutAbsent({ name, uid, category: source.text('security_rule.category'), type_id: 1 });
}

export function serviceName(resource: AttributeSource): string {
  return resource.text('service.name') ?? 'unknown_service';
}

function unlessEmpty(members: Readonly<Record<string, OcsfValue | undefined>>): OcsfObject | undefined {
  const object = withoutAbsent(members);
  return Object.keys(object).length > 0 ? object : undefined;
}
