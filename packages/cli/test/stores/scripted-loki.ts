import { isTooLargeForLoki } from '../../src/stores/loki-pages.js';
import { LokiStore } from '../../src/stores/loki-store.js';
import { KeptRecords } from './kept-records.js';
import { type Asked, hurriedClient, type Scripted, type ScriptedServer, scriptedServer } from './scripted-server.js';

export const NOW_MS = 1_800_000_000_000;
export const NOW_NS: bigint = BigInt(NOW_MS) * 1_000_000n;
export const STREAM: string = 'a'.repeat(32);

export interface Kept {
  readonly ns: bigint;
  readonly metadata: Readonly<Record<string, string>>;
}

export const sealed = (ns: bigint, number: number | string): Kept => ({
  ns,
  metadata: { audit_sequence_number: String(number), audit_sequence_stream_id: STREAM, audit_payload: '{}' },
});

/** Every filter but the one for all that is sealed, which all of these are, and what makes a list of the entries. */
function matching(query: string): (entry: Kept) => boolean {
  const filters = query
    .split(' | ')
    .slice(1)
    .filter((one) => !/ or |^line_format |^keep /.test(one))
    .map((filter) => {
      const [, name = '', op = '', text = ''] = /^(\w+)(=~|!~|=|!=)"((?:.|\n)*)"$/.exec(filter) ?? [];
      const pattern = op.includes('~') ? new RegExp(`^(?:${text})$`) : undefined;
      return { name, isWanted: op.startsWith('='), isLike: (shown: string) => pattern?.test(shown) ?? shown === text };
    });
  return ({ metadata }) => filters.every(({ name, isWanted, isLike }) => isLike(metadata[name] ?? '') === isWanted);
}

export function streams(entries: readonly Kept[]): Scripted {
  const values = entries.map(({ ns, metadata }) => [String(ns), '', { structuredMetadata: metadata }]);
  const result = [{ stream: { service_name: 'shop' }, values }];
  return {
    content: { status: 'success', data: { resultType: 'streams', encodingFlags: ['categorize-labels'], result } },
  };
}

/** What an honest Loki answers. */
export function answered(kept: readonly Kept[], { query }: Asked): Scripted {
  const [start, end, limit] = ['start', 'end', 'limit'].map((name) => BigInt(query.get(name) ?? ''));
  if ((start as bigint) >= (end as bigint))
    return { status: 400, content: 'end timestamp must not be before or equal to start time' };
  const within = kept.filter((entry) => entry.ns >= (start as bigint) && entry.ns < (end as bigint));
  const found = within.filter(matching(query.get('query') ?? ''));
  return streams(found.sort((a, b) => Number(a.ns - b.ns)).slice(0, Number(limit)));
}

interface ReadingScripted extends ScriptedServer {
  readonly store: LokiStore;
  readonly sink: KeptRecords;
}

/** A store to read from, whose Loki may refuse. */
export async function reading(
  kept: readonly Kept[],
  refuse: (asked: Asked, count: number) => Scripted | undefined = () => undefined,
): Promise<ReadingScripted> {
  const server = await scriptedServer((asked, count) => refuse(asked, count) ?? answered(kept, asked));
  const client = hurriedClient(server.url, {}, { isFinal: isTooLargeForLoki, maxAnswerBytes: 1_000_000 });
  return { ...server, store: new LokiStore(client, '{service_name=~".+"}', NOW_MS), sink: new KeptRecords() };
}

export const limitOf = ({ query }: Asked): number => Number(query.get('limit'));
/** Scripts Loki's `max_entries_limit_per_query`. */
export const pages =
  (most: number) =>
  (asked: Asked): Scripted | undefined =>
    limitOf(asked) > most
      ? {
          status: 400,
          content: `max entries limit per query exceeded, limit > max_entries_limit_per_query (${limitOf(asked)} > ${most})`,
        }
      : undefined;

export const numbersOf = ({ entries }: KeptRecords): string[] => [
  ...new Set(entries.map(({ structuredMetadata }) => structuredMetadata['audit_sequence_number'] ?? '')),
];
export const range = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);
