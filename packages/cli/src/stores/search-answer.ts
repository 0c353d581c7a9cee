import type { ElasticsearchHit } from '@otelseal/audit-integrity';

import { parseLossless } from './lossless-json.js';

export interface SearchPage {
  readonly hits: readonly ElasticsearchHit[];
  /** Where the next page begins; undefined after an empty one. */
  readonly after: readonly unknown[] | undefined;
  /** The point in time under its newest name. */
  readonly pit: string | undefined;
}

type Members = Readonly<Record<string, unknown>>;

/**
 * The documents in an answer of `_search`.
 *
 * @throws {SyntaxError} saying what is wrong, also when shards are missing from the answer: what they hold would look removed
 */
export function readSearchAnswer(bytes: Buffer): SearchPage {
  const answer = membersOf(parseLossless(bytes));
  const shards = membersOf(answer['_shards']);
  const hits = membersOf(answer['hits'])['hits'];
  if (!Array.isArray(hits)) throw new SyntaxError('it does not answer as a search does');
  if (answer['timed_out'] !== false || shards['failed'] !== 0) {
    throw new SyntaxError(`${String(shards['failed'])} of ${String(shards['total'])} shards did not answer`);
  }
  const last = membersOf(hits.at(-1))['sort'];
  return {
    hits: hits.map(hitOf),
    after: Array.isArray(last) ? last : undefined,
    pit: typeof answer['pit_id'] === 'string' ? answer['pit_id'] : undefined,
  };
}

function hitOf(hit: unknown): ElasticsearchHit {
  const { _index: index, _id: id, _source: source } = membersOf(hit);
  if (typeof index !== 'string' || typeof id !== 'string')
    throw new SyntaxError('it gives a document without index and id');
  if (source === undefined) throw new SyntaxError(`it does not give the source of documents in ${index.slice(0, 200)}`);
  return { place: `${index}/${id}`, source };
}

function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
}
