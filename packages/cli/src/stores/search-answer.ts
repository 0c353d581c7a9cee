import type { ElasticsearchHit } from '@otelseal/audit-integrity';

import { hasMemberTwice, parseLossless } from './lossless-json.js';

export interface SearchPage {
  readonly hits: readonly ElasticsearchHit[];
  /** Where the next page begins; undefined after an empty one. */
  readonly after: readonly (string | number)[] | undefined;
  /** Whether an object in it has a member twice, so that two readers would see two things. */
  readonly isAmbiguous: boolean;
  /** How many documents there are in all; undefined where the store does not say, or does not know. */
  readonly total: number | undefined;
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
  const parsed = parseLossless(bytes);
  const answer = membersOf(parsed);
  const { hits, total } = membersOf(answer['hits']);
  if (!Array.isArray(hits)) throw new SyntaxError('it does not answer as a search does');
  if (answer['timed_out'] !== false) throw new SyntaxError('it did not look to the end in its time');
  checkShards(answer['_shards']);
  const last = membersOf(hits.at(-1))['sort'];
  return {
    hits: hits.map(hitOf),
    after: Array.isArray(last) && last.every(isSortValue) ? last : undefined,
    isAmbiguous: hasMemberTwice(bytes, parsed),
    total: totalOf(membersOf(total)),
    pit: typeof answer['pit_id'] === 'string' ? answer['pit_id'] : undefined,
  };
}

function totalOf({ value, relation }: Members): number | undefined {
  return relation === 'eq' && typeof value === 'number' ? value : undefined;
}

/**
 * Shards that nobody holds at the moment count as neither failed nor successful.
 *
 * @param shards the member `_shards` of an answer
 * @throws {SyntaxError} when some did not answer: what they hold would look removed
 */
export function checkShards(shards: unknown): void {
  const { total, successful, failed } = membersOf(shards);
  if (typeof total === 'number' && successful === total && failed === 0) return;
  throw new SyntaxError(`only ${shownCount(successful)} of ${shownCount(total)} shards answered`);
}

function shownCount(value: unknown): string {
  return typeof value === 'number' ? String(value) : '?';
}

function isSortValue(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
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
