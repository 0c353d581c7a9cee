import { closeSync, openSync, readSync } from 'node:fs';

import type { StoredAttribute, StoredRecord } from '@otelseal/audit-integrity';

import { unavailable } from '../cli-error.js';
import { quoted } from '../output/escape-for-terminal.js';
import { shownByElasticsearch, shownByFile, shownByLoki } from '../records/shown-record.js';
import { readLines } from '../sources/line-reader.js';
import { parseOtlpJson } from '../sources/otlp-json.js';
import { DEFAULT_MAX_LINE_BYTES } from '../sources/otlp-json-lines.js';
import type { RecordForm } from './bundle-files.js';
import type { LineFile } from './line-file.js';
import { onceEach } from './once-each.js';
import { placeOf, type RecordPlace } from './record-place.js';
import type { RecordFilter } from './selection.js';
import { parseElasticsearchLine, parseLokiLine } from './stored-line.js';

/** Records that were looked at and are not in the bundle, because nothing depends on them. */
export interface LeftOut {
  /** Log records without a seal that do not speak as security records. */
  ordinary: number;
}

/**
 * Copies what a filter keeps. A line of which all is kept is copied byte for byte; one that nobody can read without doubt is,
 * too, because it is evidence of tampering; a torn one is not.
 */
export async function cutRecords(
  form: RecordForm,
  path: string,
  filter: RecordFilter,
  to: LineFile,
  leftOut: LeftOut,
): Promise<void> {
  const isNew = form === 'otlp' ? (): boolean => true : onceEach();
  for await (const { bytes } of readLines(chunksOf(path), DEFAULT_MAX_LINE_BYTES)) {
    if (bytes === undefined || !isNew(bytes)) continue;
    if (form === 'otlp') cutOtlp(bytes, filter, to, leftOut);
    else if (filter.keeps(storedPlace(form, bytes))) to.add(bytes);
  }
}

/** Numbers of the leaves that rotate keys, by stream. */
export async function rotationsIn(form: RecordForm, path: string): Promise<[string, number][]> {
  const found: [string, number][] = [];
  const see = (place: RecordPlace | undefined): void => {
    if (place?.kind === 'leaf' && place.control === 'rotate') found.push([place.stream, place.sequence]);
  };
  for await (const { bytes } of readLines(chunksOf(path), DEFAULT_MAX_LINE_BYTES)) {
    if (bytes?.includes('audit.rotate') !== true) continue;
    if (form !== 'otlp') see(storedPlace(form, bytes));
    else eachRecord(parseOtlpJson(bytes), (record) => see(placeInFile(record)));
  }
  return found;
}

function cutOtlp(bytes: Buffer, filter: RecordFilter, to: LineFile, leftOut: LeftOut): void {
  const line = parseOtlpJson(bytes);
  if ('refusal' in line) {
    if (line.ambiguous) to.add(bytes);
    return;
  }
  let dropped = 0;
  let kept = 0;
  const request = filtered(line.value, (record) => {
    const place = placeInFile(record);
    if (place === undefined) leftOut.ordinary += 1;
    const keeps = place !== undefined && filter.keeps(place);
    if (keeps) kept += 1;
    else dropped += 1;
    return keeps;
  });
  if (kept > 0) to.add(dropped === 0 ? bytes : JSON.stringify(request));
}

type Members = Readonly<Record<string, unknown>>;

/** The request with the kept records alone: resources and scopes that hold none are left out, everything else stays. */
function filtered(request: unknown, keeps: (record: StoredRecord) => boolean): unknown {
  const resourceLogs = listIn(request, 'resourceLogs').flatMap((ofResource: unknown) => {
    const resource = listIn(memberOf(ofResource, 'resource'), 'attributes') as StoredRecord['resource'];
    const scopeLogs = listIn(ofResource, 'scopeLogs').flatMap((ofScope: unknown) => {
      const logRecords = listIn(ofScope, 'logRecords').filter(
        (logRecord: unknown) =>
          typeof logRecord === 'object' &&
          logRecord !== null &&
          keeps({ place: '', logRecord, resource, scopeName: '', scope: [] }),
      );
      return logRecords.length === 0 ? [] : [{ ...(ofScope as Members), logRecords }];
    });
    return scopeLogs.length === 0 ? [] : [{ ...(ofResource as Members), scopeLogs }];
  });
  return { ...(request as Members), resourceLogs };
}

function eachRecord(line: ReturnType<typeof parseOtlpJson>, see: (record: StoredRecord) => void): void {
  if ('refusal' in line) return;
  filtered(line.value, (record) => {
    see(record);
    return false;
  });
}

/** Of several payloads the last counts, as for the verifier. */
function placeInFile(record: StoredRecord): RecordPlace | undefined {
  const carried = attributesIn(record).findLast((attribute) => attribute?.key === 'audit.payload')?.value;
  const text: unknown = carried?.stringValue;
  const payload = carried === undefined ? undefined : typeof text === 'string' ? text : '';
  return placeOf({ ...shownByFile(record), payload });
}

/** A store is asked for records of ours alone: all that it gives may be judged. What keeps no nanoseconds shows no time. */
function storedPlace(form: Exclude<RecordForm, 'otlp'>, bytes: Buffer): RecordPlace {
  const shown =
    form === 'loki' ? shownByLoki(parseLokiLine(bytes, '')) : shownByElasticsearch(parseElasticsearchLine(bytes, ''));
  const judged = form === 'loki' ? shown : { ...shown, timeNs: undefined };
  const { timeNs, service } = judged;
  return placeOf(judged) ?? { kind: 'unread', stream: undefined, timeNs, service };
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Members)[name] : undefined;
}

function listIn(value: unknown, name: string): readonly unknown[] {
  const list = memberOf(value, name);
  return Array.isArray(list) ? list : [];
}

function attributesIn({ logRecord }: StoredRecord): readonly (StoredAttribute | null)[] {
  return listIn(logRecord, 'attributes') as readonly (StoredAttribute | null)[];
}

const CHUNK_BYTES = 1024 * 1024;

async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  const file = openSync(path, 'r');
  const buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  try {
    for (;;) {
      const length = readSync(file, buffer);
      if (length === 0) return;
      yield buffer.subarray(0, length);
    }
  } catch (cause) {
    throw unavailable(`${quoted(path)} cannot be read`, cause);
  } finally {
    closeSync(file);
  }
}
