import { escaped, inOnePiece, quoted } from './canonical-record.js';
import { MAX_PAYLOAD_LENGTH } from './leaf.js';
import { contentText } from './leaf-content.js';
import type { StreamIdentity } from './stream-identity.js';
import type { LaidOutRecord } from './wire/wire-safe-record.js';

/** Members that are the same in every leaf of a stream, as canonical text, with what stands between them and their neighbours. */
export interface StreamFragments {
  readonly environment: string;
  /** From the event's time to the hash before, of a leaf of kind `record`. */
  readonly recordToPrev: string;
  readonly instance: string;
  readonly namespaceAndOrganisation: string;
  readonly retentionToSalt: string;
  /** From the sequence number on. */
  readonly service: string;
  /** Up to the time. */
  readonly streamToTime: string;
}

export function streamFragments(identity: StreamIdentity, streamId: string, retention: string): StreamFragments {
  const instance = member('instance', identity.instance);
  const namespaceAndOrganisation = `${member('namespace', identity.namespace)}${member('organisation', identity.organisation)}`;
  return {
    environment: inOnePiece(member('environment', identity.environment)),
    recordToPrev: inOnePiece(`${instance}"kind":"record",${namespaceAndOrganisation}"prev":"`),
    instance,
    namespaceAndOrganisation,
    retentionToSalt: inOnePiece(`${member('retention', retention)}"salt":"`),
    service: inOnePiece(`",${member('service', identity.service)}`),
    streamToTime: inOnePiece(`${member('stream', streamId)}${member('tenant', identity.tenant)}"time":"`),
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
  const before = textBefore(stream, leaf, record);
  const after = textAfter(stream, leaf, record);
  const { content, rest } = contentText(record, leaf.salt, MAX_PAYLOAD_LENGTH - before.length - after.length);
  return `{${content}${before}${rest}${after}`;
}

/** What stands between the record's content and `rest`. */
function textBefore(
  stream: StreamFragments,
  { kind, control, eventTime, prev }: LeafContent,
  record: LaidOutRecord,
): string {
  const { eventName, spanContext, droppedAttributesCount } = record;
  let text = control === '' ? '' : `"control":${control},`;
  if (droppedAttributesCount > 0) text += `"dropped":"${droppedAttributesCount}",`;
  text += stream.environment;
  text += eventName === undefined ? '"event_time":"' : `"event":"${escaped(eventName)}","event_time":"`;
  text += eventTime;
  text += '",';
  if (spanContext !== undefined && spanContext.traceFlags !== 0) text += `"flags":"${spanContext.traceFlags}",`;
  text +=
    kind === 'record'
      ? stream.recordToPrev
      : `${stream.instance}"kind":"${kind}",${stream.namespaceAndOrganisation}"prev":"`;
  text += prev;
  return `${text}",`;
}

/** What stands behind `rest`. */
function textAfter(stream: StreamFragments, { salt, sequence, time }: LeafContent, record: LaidOutRecord): string {
  const { spanContext, severityNumber, severityText } = record;
  let text = stream.retentionToSalt;
  text += salt;
  text += '","sequence":"';
  text += sequence;
  text += stream.service;
  if (severityNumber !== undefined) text += SEVERITIES[severityNumber] as string;
  if (severityText !== undefined) text += `"severity_text":"${escaped(severityText)}",`;
  if (spanContext !== undefined && spanContext.spanId !== '') text += `"span":"${spanContext.spanId}",`;
  text += stream.streamToTime;
  text += time;
  if (spanContext !== undefined && spanContext.traceId !== '') text += `","trace":"${spanContext.traceId}`;
  return `${text}","v":"1"}`;
}

/** By number, 1 to 24. */
const SEVERITIES: readonly string[] = Array.from({ length: 25 }, (_, number) => inOnePiece(`"severity":"${number}",`));
