import { escaped, quoted } from './canonical-record.js';
import { MAX_PAYLOAD_LENGTH } from './leaf.js';
import { contentText } from './leaf-content.js';
import type { StreamIdentity } from './stream-identity.js';
import type { LaidOutRecord } from './wire/wire-safe-record.js';

/** Members that are the same in every leaf of a stream, as canonical text. */
export interface StreamFragments {
  readonly environment: string;
  readonly instance: string;
  readonly namespaceAndOrganisation: string;
  readonly retention: string;
  readonly service: string;
  readonly streamAndTenant: string;
}

export function streamFragments(identity: StreamIdentity, streamId: string, retention: string): StreamFragments {
  return {
    environment: member('environment', identity.environment),
    instance: member('instance', identity.instance),
    namespaceAndOrganisation: `${member('namespace', identity.namespace)}${member('organisation', identity.organisation)}`,
    retention: member('retention', retention),
    service: member('service', identity.service),
    streamAndTenant: `${member('stream', streamId)}${member('tenant', identity.tenant)}`,
  };
}

/** `"name":"text",` or nothing when the text is empty: absent and empty are the same. */
function member(name: string, text: string): string {
  return text === '' ? '' : `"${name}":${quoted(text)},`;
}

/** What distinguishes one leaf from the others of its stream. */
export interface LeafContent {
  readonly kind: string;
  readonly sequence: number;
  /** base64url */
  readonly prev: string;
  /** base64url */
  readonly salt: string;
  readonly time: string;
  readonly eventTime: string;
  /** Canonical text of the `control` object, or empty. */
  readonly control: string;
}

/**
 * The canonical text of a leaf. Members are written in canonical order by hand, because sorting and escaping what is
 * known beforehand would cost more than hashing; a test holds this against `canonicalRecordText`.
 */
export function leafText(stream: StreamFragments, leaf: LeafContent, record: LaidOutRecord): string {
  const { control, salt } = leaf;
  const { eventName, spanContext, severityNumber, severityText, droppedAttributesCount } = record;
  let before = control === '' ? '' : `"control":${control},`;
  if (droppedAttributesCount > 0) before += `"dropped":"${droppedAttributesCount}",`;
  before += stream.environment;
  if (eventName !== undefined) before += `"event":"${escaped(eventName)}",`;
  before += `"event_time":"${leaf.eventTime}",`;
  if (spanContext !== undefined && spanContext.traceFlags !== 0) before += `"flags":"${spanContext.traceFlags}",`;
  before += `${stream.instance}"kind":"${leaf.kind}",${stream.namespaceAndOrganisation}"prev":"${leaf.prev}",`;
  let after = `${stream.retention}"salt":"${salt}","sequence":"${leaf.sequence}",${stream.service}`;
  if (severityNumber !== undefined) after += `"severity":"${severityNumber}",`;
  if (severityText !== undefined) after += `"severity_text":"${escaped(severityText)}",`;
  if (spanContext !== undefined && spanContext.spanId !== '') after += `"span":"${spanContext.spanId}",`;
  after += `${stream.streamAndTenant}"time":"${leaf.time}",`;
  if (spanContext !== undefined && spanContext.traceId !== '') after += `"trace":"${spanContext.traceId}",`;
  const { content, rest } = contentText(
    record,
    salt,
    MAX_PAYLOAD_LENGTH - before.length - after.length - '"v":"1"}'.length,
  );
  return `{${content}${before}${rest}${after}"v":"1"}`;
}
