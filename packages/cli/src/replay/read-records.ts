import { storedRecords } from '@otelseal/audit-integrity';
import { isBlank, readLines } from '../sources/line-reader.js';
import type { OpenedSource } from '../sources/open-source.js';
import { parseOtlpJson } from '../sources/otlp-json.js';
import { DEFAULT_MAX_LINE_BYTES } from '../sources/otlp-json-lines.js';
import { readAuthLine } from './auth-jsonl.js';
import { readOtlpRecord } from './otlp-record.js';
import type { ReplayedRecord } from './replayed-record.js';
import { leaveOut, type Unread } from './unread.js';

export const REPLAY_FORMATS = ['otlp-json', 'auth-jsonl'] as const;
export type ReplayFormat = (typeof REPLAY_FORMATS)[number];

export interface ReadOptions {
  /** The source as a person knows it. */
  readonly name: string;
  readonly format: ReplayFormat;
  /** Counts what is left out. */
  readonly unread: Unread;
}

/** The security events of a source, one after the other; a line that cannot be read is counted and passed over. */
export async function* readRecords({ chunks }: OpenedSource, options: ReadOptions): AsyncGenerator<ReplayedRecord> {
  const { name, format, unread } = options;
  const read = format === 'auth-jsonl' ? authRecords : otlpRecords;
  for await (const { number, bytes } of readLines(chunks, DEFAULT_MAX_LINE_BYTES)) {
    if (bytes !== undefined && isBlank(bytes)) continue;
    const place = `${name}:${number}`;
    for (const found of bytes === undefined ? [{ refusal: 'it is too long' }] : read(bytes, place)) {
      if ('refusal' in found) leaveOut(unread, place, found.refusal);
      else yield found;
    }
  }
}

type Read = readonly (ReplayedRecord | { readonly refusal: string })[];

function authRecords(bytes: Buffer, place: string): Read {
  return [readAuthLine(bytes, place)];
}

function otlpRecords(bytes: Buffer, place: string): Read {
  const line = parseOtlpJson(bytes);
  if ('refusal' in line) return [line];
  if (!isObject(line.value)) return [{ refusal: 'it holds no OTLP logs' }];
  if (!('resourceLogs' in line.value)) return []; // another signal in the same file
  return [...storedRecords(line.value, place)].flatMap((record) => readOtlpRecord(record) ?? []);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
