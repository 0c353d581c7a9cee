import type { Mark } from '../marked-data/marks.js';
import { errorProperty as property } from '../request/error-facts.js';
import type { PrismaClientLike } from './prisma-internals.js';

/** Rows of a marked model that came along with another model's. */
export interface IncludedRead {
  readonly mark: Mark;
  readonly rows: readonly unknown[];
}

const MAX_DEPTH = 8;
/** Rows that are looked into for further relations; what they hold is counted, not read. */
const MAX_ROWS = 100_000;

/** Follows `include` and `select` of an operation through the relations of the models, beside what came back. */
export function includedReads(
  client: PrismaClientLike,
  marks: ReadonlyMap<string, Mark>,
  model: string,
  args: unknown,
  rows: readonly unknown[],
  depth: number = MAX_DEPTH,
): IncludedRead[] {
  const asked = property(args, 'include') ?? property(args, 'select');
  const relations = client._runtimeDataModel?.models[model]?.fields.filter(({ kind }) => kind === 'object') ?? [];
  if (depth === 0 || asked === undefined) return [];
  return relations.flatMap(({ name, type }) => {
    const inner = property(asked, name);
    if (inner === undefined || inner === false) return [];
    const related = rows.flatMap((row) => property(row, name) ?? []).slice(0, MAX_ROWS);
    const mark = marks.get(type);
    const own = mark === undefined ? [] : [{ mark, rows: related }];
    return [...own, ...includedReads(client, marks, type, inner, related, depth - 1)];
  });
}
