import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import { otlpTransformer } from './open-telemetry-otlp.js';
import { placeOfProtobuf, recordOfProtobuf } from './protobuf-decoder.js';
import { fieldHead, fieldsOf } from './protobuf-fields.js';
import { protobufRecord, protobufRecordInto } from './protobuf-record.js';
import { type EncodedGroup, probe, type RecordCodec, rejectedBy } from './record-codec.js';

/** Field numbers of ExportLogsServiceRequest, ResourceLogs and ScopeLogs (opentelemetry-proto 1.x, stable). */
const RESOURCE_LOGS = 1;
const SCOPE_LOGS = 2;
const LOG_RECORDS = 2;

/** OTLP/protobuf: repeated fields concatenate, so a stored record is the field with its tag and length. */
export function protobufCodec(): RecordCodec {
  return {
    contentType: 'application/x-protobuf',
    place(place) {
      const { resource, scope, scopeTail, resourceTail } = takenApart(serialized(probe(place)));
      return Buffer.concat(
        [resource, scope, scopeTail, resourceTail].flatMap((part) => [fieldHead(1, part.length), part]),
      );
    },
    record: protobufRecord,
    recordInto: protobufRecordInto,
    placeOf: placeOfProtobuf,
    recordOf: recordOfProtobuf,
    request: (groups) => Buffer.concat(groups.flatMap(piecesOf)),
    rejected: (response) => rejectedBy(() => otlpTransformer().ProtobufLogsSerializer.deserializeResponse(response)),
  };
}

function serialized(record: ReadableLogRecord): Uint8Array {
  return otlpTransformer().ProtobufLogsSerializer.serializeRequest([record]) ?? new Uint8Array();
}

/** The pieces of a request with one record, each with its tag and length. */
function takenApart(request: Uint8Array) {
  const resourceLogs = fieldsOf(fieldsOf(request)[0]?.content ?? new Uint8Array());
  const at = resourceLogs.findIndex(({ number }) => number === SCOPE_LOGS);
  const scopeLogs = fieldsOf(resourceLogs[at]?.content ?? new Uint8Array());
  const recordAt = scopeLogs.findIndex(({ number }) => number === LOG_RECORDS);
  const raw = (fields: typeof scopeLogs): Uint8Array => Buffer.concat(fields.map((field) => field.raw));
  return {
    resource: raw(resourceLogs.slice(0, at)),
    resourceTail: raw(resourceLogs.slice(at + 1)),
    scope: raw(scopeLogs.slice(0, recordAt)),
    scopeTail: raw(scopeLogs.slice(recordAt + 1)),
  };
}

/** In pieces, so that stored bytes are copied once. */
function piecesOf({ place, records }: EncodedGroup): readonly Uint8Array[] {
  const [resource = NOTHING, scope = NOTHING, scopeTail = NOTHING, resourceTail = NOTHING] = fieldsOf(place).map(
    (field) => field.content,
  );
  const scopeLogsLength = lengthOf([scope, ...records, scopeTail]);
  const scopeLogsHead = fieldHead(SCOPE_LOGS, scopeLogsLength);
  const resourceLogsLength = lengthOf([resource, scopeLogsHead, resourceTail]) + scopeLogsLength;
  const resourceLogsHead = fieldHead(RESOURCE_LOGS, resourceLogsLength);
  return [resourceLogsHead, resource, scopeLogsHead, scope, ...records, scopeTail, resourceTail];
}

function lengthOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

const NOTHING = new Uint8Array();
