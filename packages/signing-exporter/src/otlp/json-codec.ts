import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { RecordPlace } from '../sealing/exported-record.js';
import { placeOfJson, recordOfJson } from './json-decoder.js';
import { jsonRecord, jsonRecordInto } from './json-record.js';
import { otlpTransformer } from './open-telemetry-otlp.js';
import { type EncodedGroup, NO_PLACE, probe, type RecordCodec, rejectedBy } from './record-codec.js';

const OPENING = '{"resourceLogs":[';
const CLOSING = ']}';
const OPENING_BYTES = Buffer.from(OPENING);
const CLOSING_BYTES = Buffer.from(CLOSING);
const COMMA = Buffer.from(',');
const DECODER = new TextDecoder();

/** OTLP/JSON: array members are joined with commas, nothing stored is parsed again. */
export function jsonCodec(): RecordCodec {
  const probeText = onlyRecordOf(serialized(probe(NO_PLACE)));
  return {
    contentType: 'application/json',
    place: (place: RecordPlace) => Buffer.from(JSON.stringify(around(serialized(probe(place)), probeText))),
    record: jsonRecord,
    recordInto: jsonRecordInto,
    placeOf: placeOfJson,
    recordOf: recordOfJson,
    request: (groups) => Buffer.concat([OPENING_BYTES, ...joined(groups.map(piecesOf)), CLOSING_BYTES]),
    rejected: (response) => rejectedBy(() => otlpTransformer().JsonLogsSerializer.deserializeResponse(response)),
  };
}

function serialized(record: ReadableLogRecord): string {
  return DECODER.decode(otlpTransformer().JsonLogsSerializer.serializeRequest([record]));
}

function onlyRecordOf(request: string): string {
  const parsed = JSON.parse(request) as { resourceLogs: [{ scopeLogs: [{ logRecords: [unknown] }] }] };
  return JSON.stringify(parsed.resourceLogs[0].scopeLogs[0].logRecords[0]);
}

/** Quotes inside any value are escaped, so the probe's text stands exactly once. */
function around(request: string, record: string): [before: string, after: string] {
  const at = request.indexOf(record);
  return [request.slice(OPENING.length, at), request.slice(at + record.length, -CLOSING.length)];
}

/** In pieces, so that stored bytes are copied once. */
function piecesOf({ place, records }: EncodedGroup): readonly Uint8Array[] {
  const [before, after] = JSON.parse(DECODER.decode(place)) as [string, string];
  return [Buffer.from(before), ...joined(records.map((record) => [record])), Buffer.from(after)];
}

function joined(members: readonly (readonly Uint8Array[])[]): readonly Uint8Array[] {
  return members.flatMap((pieces, at) => (at === 0 ? pieces : [COMMA, ...pieces]));
}
