import type { ElasticsearchHit, LokiEntry } from '@otelseal/audit-integrity';

import { parseUnambiguous } from './unambiguous-json.js';

type Members = Readonly<Record<string, unknown>>;
type Texts = Readonly<Record<string, string>>;

/** `JSON.rawJSON` of ECMAScript's proposal, in Node.js since 21: a number as it was written. */
const rawJson = (JSON as unknown as { readonly rawJSON: (text: string) => unknown }).rawJSON;

/** An entry of Loki as a bundle has it: all that `query_range` gave. */
export function lokiLine({ timestamp, line, labels, structuredMetadata }: LokiEntry): string {
  return JSON.stringify({ timestamp, line, labels, structuredMetadata });
}

/** A document as a bundle has it. No digit of a number is lost. */
export function elasticsearchLine({ place, source }: ElasticsearchHit): string {
  return JSON.stringify({ document: place, source }, (_name, value: unknown) => {
    if (typeof value === 'bigint') return rawJson(String(value));
    return typeof value === 'number' && !Number.isFinite(value) ? rawJson(value > 0 ? '1e999' : '-1e999') : value;
  });
}

/** @throws {SyntaxError} saying what is wrong, when it is no line that {@link lokiLine} wrote */
export function parseLokiLine(bytes: Buffer, place: string): LokiEntry {
  const { timestamp, line, labels, structuredMetadata } = membersOf(parseUnambiguous(bytes), [
    'timestamp',
    'line',
    'labels',
    'structuredMetadata',
  ]);
  if (typeof timestamp !== 'string' || !/^\d{1,19}$/.test(timestamp) || typeof line !== 'string')
    throw new SyntaxError('it has no time and line');
  return { place, timestamp, line, labels: texts(labels), structuredMetadata: texts(structuredMetadata) };
}

/** @throws {SyntaxError} saying what is wrong, when it is no line that {@link elasticsearchLine} wrote */
export function parseElasticsearchLine(bytes: Buffer, place: string): ElasticsearchHit {
  const { document, source } = membersOf(parseUnambiguous(bytes), ['document', 'source']);
  if (typeof document !== 'string' || source === undefined) throw new SyntaxError('it has no document');
  return { place, source };
}

function membersOf(value: unknown, allowed: readonly string[]): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new SyntaxError('it is no object');
  if (Object.keys(value).some((name) => !allowed.includes(name))) throw new SyntaxError('it has an unknown member');
  return value as Members;
}

function texts(value: unknown): Texts {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new SyntaxError('its labels are no object');
  if (Object.values(value).some((text) => typeof text !== 'string')) throw new SyntaxError('a label is no text');
  return value as Texts;
}
