import { escaped, quoted } from './canonical-record.js';
import { digestOfValue, saltedHash, signedValueText } from './signed-value.js';
import type { StreamIdentity } from './stream-identity.js';
import { nanosecondsText, type UnixTime } from './unix-time.js';
import type { LaidOutRecord } from './wire/wire-safe-record.js';

/** Longest canonical text, in ASCII characters: half of what Loki takes as all metadata of a record. */
export const MAX_PAYLOAD_LENGTH = 24_576;

/** Members that are the same in every leaf of a stream, as canonical text. */
export interface StreamFragments {
  readonly environment: string;
  readonly instance: string;
  readonly namespace: string;
  readonly organisation: string;
  readonly retention: string;
  readonly service: string;
  readonly streamAndTenant: string;
}

export function streamFragments(identity: StreamIdentity, streamId: string, retention: string): StreamFragments {
  return {
    environment: member('environment', identity.environment),
    instance: member('instance', identity.instance),
    namespace: member('namespace', identity.namespace),
    organisation: member('organisation', identity.organisation),
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
  /** Canonical text of the `control` object, or empty. */
  readonly control: string;
  readonly record: Omit<LaidOutRecord, 'hrTime'> & { readonly hrTime: UnixTime };
}

/**
 * The canonical text of a leaf. Members are written in canonical order by hand, because sorting and escaping what is
 * known beforehand would cost more than hashing; a test holds this against `canonicalRecordText`.
 */
export function leafText(stream: StreamFragments, leaf: LeafContent): string {
  const { record, control } = leaf;
  const { eventName, spanContext, severityNumber, severityText, droppedAttributesCount } = record;
  const beforeRest = `${control === '' ? '' : `"control":${control},`}${
    droppedAttributesCount === 0 ? '' : `"dropped":"${droppedAttributesCount}",`
  }${stream.environment}${eventName === undefined ? '' : `"event":"${escaped(eventName)}",`}"event_time":"${nanosecondsText(
    record.hrTime,
  )}",${spanContext === undefined || spanContext.traceFlags === 0 ? '' : `"flags":"${spanContext.traceFlags}",`}${
    stream.instance
  }"kind":"${leaf.kind}",${stream.namespace}${stream.organisation}"prev":"${leaf.prev}",`;
  const afterRest = `${stream.retention}"salt":"${leaf.salt}","sequence":"${leaf.sequence}",${stream.service}${
    severityNumber === undefined ? '' : `"severity":"${severityNumber}",`
  }${severityText === undefined ? '' : `"severity_text":"${escaped(severityText)}",`}${
    spanContext === undefined ? '' : `"span":"${spanContext.spanId}",`
  }${stream.streamAndTenant}"time":"${leaf.time}",${
    spanContext === undefined ? '' : `"trace":"${spanContext.traceId}",`
  }"v":"1"}`;
  const room = MAX_PAYLOAD_LENGTH - beforeRest.length - afterRest.length;
  const { content, rest } = contentText(record, leaf.salt, room);
  return `{${content}${beforeRest}${rest}${afterRest}`;
}

interface ContentText {
  /** `"attributes":{…},"body":…,` */
  readonly content: string;
  /** `"rest":{…},` or empty. */
  readonly rest: string;
}

function contentText(record: LaidOutRecord | LeafContent['record'], salt: string, room: number): ContentText {
  const { fragments, values } = record;
  let attributes = '';
  for (let index = 0; index < fragments.length; index += 1) {
    attributes += `${index === 0 ? '' : ','}${fragments[index]}${signedValueText(values[index] as never)}`;
  }
  const body = record.body === undefined ? '' : signedValueText(record.body);
  const content = assembled(attributes, body);
  return content.length < room ? { content, rest: '' } : shortened(record, salt, room);
}

function assembled(attributes: string, body: string): string {
  return `${attributes === '' ? '' : `"attributes":{${attributes}},`}${body === '' ? '' : `"body":${body},`}`;
}

/** The largest values become digests until all fits; if it never does, the last fields in key order become one. */
function shortened(record: LeafContent['record'] | LaidOutRecord, salt: string, room: number): ContentText {
  const texts = record.values.map(signedValueText);
  const body = record.body === undefined ? '' : signedValueText(record.body);
  const all = [...texts, body];
  let length = fieldsLength(record.fragments, texts) + assembled('', body).length;
  const largestFirst = Array.from(all.keys()).sort(
    (a, b) => (all[b] as string).length - (all[a] as string).length || a - b,
  );
  const kept = [...all];
  for (const index of largestFirst) {
    if (length < room) break;
    const text = all[index] as string;
    const digest = digestOfValue(salt, text);
    if (digest.length >= text.length) break;
    kept[index] = digest;
    length -= text.length - digest.length;
  }
  const keptBody = kept.pop() as string;
  if (length < room) return { content: assembled(joined(record.fragments, kept, 0), keptBody), rest: '' };
  return collapsed(record, texts, kept, keptBody, salt, room);
}

function collapsed(
  record: LeafContent['record'] | LaidOutRecord,
  texts: readonly string[],
  kept: readonly string[],
  body: string,
  salt: string,
  room: number,
): ContentText {
  const { names, fragments } = record;
  const restOf = (from: number, sha256: string) =>
    `"rest":{"count":"${names.length - from}","from":${quoted(names[from] as string)},"sha256":"${sha256}"},`;
  const placeholder = saltedHash(salt, '');
  let length = assembled('x', body).length;
  let from = 0;
  for (; from < names.length - 1; from += 1) {
    const next = (fragments[from] as string).length + (kept[from] as string).length + 1;
    if (length + next + restOf(from + 1, placeholder).length >= room) break;
    length += next;
  }
  const rest = restOf(from, saltedHash(salt, `{${joined(fragments, texts, from)}}`));
  return { content: assembled(joined(fragments.slice(0, from), kept, 0), body), rest };
}

function fieldsLength(fragments: readonly string[], texts: readonly string[]): number {
  return fragments.reduce(
    (sum, fragment, index) => sum + fragment.length + (texts[index] as string).length + 1,
    '"attributes":{},'.length,
  );
}

function joined(fragments: readonly string[], texts: readonly string[], from: number): string {
  return fragments
    .map((fragment, index) => `${fragment}${texts[index]}`)
    .slice(from)
    .join(',');
}
