import { isUtf8 } from 'node:buffer';
import type { LokiEntry } from '@otelseal/audit-integrity';

import { hasMemberTwice } from './lossless-json.js';

/** What one query gave, and how much it might have given. */
export interface LokiPage {
  /** By time. */
  readonly entries: readonly LokiEntry[];
  readonly limit: number;
  /** Whether an object in the answer has a member twice, so that two readers would see two things. */
  readonly isAmbiguous: boolean;
}

type Texts = Readonly<Record<string, string>>;

/**
 * The entries in an answer of `query_range`, by time.
 *
 * @throws {SyntaxError} saying what is wrong, when the answer is not one of Loki's, or tells labels and metadata not apart
 */
export function readLokiAnswer(bytes: Buffer): Omit<LokiPage, 'limit'> {
  const { answer, result, flags } = streamsOf(bytes);
  if (result.length > 0 && !(Array.isArray(flags) && flags.includes('categorize-labels'))) {
    throw new SyntaxError(
      'it does not tell labels from metadata: Loki 3 or newer is needed, and a proxy must pass X-Loki-Response-Encoding-Flags',
    );
  }
  const entries = result.flatMap((stream: unknown) => {
    const labels = texts(member(stream, 'stream'));
    return valuesOf(stream).map((value) => entryOf(labels, value));
  });
  entries.sort((a, b) => compareTimes(a.timestamp, b.timestamp));
  return { entries, isAmbiguous: hasMemberTwice(bytes, answer) };
}

/**
 * The times of the entries in an answer of `query_range`, in any order; labels and metadata need not be told apart.
 *
 * @throws {SyntaxError} saying what is wrong, when the answer is not one of Loki's
 */
export function readLokiTimes(bytes: Buffer): bigint[] {
  return streamsOf(bytes).result.flatMap((stream) =>
    valuesOf(stream).map((value) => BigInt(entryOf({}, value).timestamp)),
  );
}

function streamsOf(bytes: Buffer): {
  readonly answer: unknown;
  readonly result: readonly unknown[];
  readonly flags: unknown;
} {
  if (!isUtf8(bytes)) throw new SyntaxError('its answer is not UTF-8');
  const answer: unknown = JSON.parse(bytes.toString('utf8'));
  const data = member(answer, 'data');
  const result = member(data, 'result');
  if (member(answer, 'status') !== 'success' || member(data, 'resultType') !== 'streams' || !Array.isArray(result))
    throw new SyntaxError('it does not answer as Loki does');
  return { answer, result, flags: member(data, 'encodingFlags') };
}

function valuesOf(stream: unknown): readonly unknown[] {
  const values = member(stream, 'values');
  if (!Array.isArray(values)) throw new SyntaxError('it gives a stream without entries');
  return values;
}

function entryOf(labels: Texts, value: unknown): LokiEntry {
  const [timestamp, line, categories] = Array.isArray(value) ? value : [];
  if (typeof timestamp !== 'string' || !/^\d{1,19}$/.test(timestamp) || typeof line !== 'string') {
    throw new SyntaxError('it gives an entry without time and line');
  }
  // What Loki could not take into its metadata under a name of its own stands under `parsed`.
  const structuredMetadata = {
    ...texts(member(categories, 'parsed')),
    ...texts(member(categories, 'structuredMetadata')),
  };
  return { place: placeOf(timestamp, structuredMetadata), timestamp, line, labels, structuredMetadata };
}

function placeOf(timestamp: string, { audit_sequence_number: sequence }: Texts): string {
  return sequence === undefined ? `loki ${timestamp}` : `loki ${timestamp} #${sequence.slice(0, 20)}`;
}

function texts(value: unknown): Texts {
  if (value === undefined) return {};
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new SyntaxError('it gives labels of another shape');
  const entries = Object.entries(value);
  if (entries.some(([, text]) => typeof text !== 'string')) throw new SyntaxError('it gives a label that is no text');
  return Object.fromEntries(entries) as Texts;
}

function member(value: unknown, name: string): unknown {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

function compareTimes(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
