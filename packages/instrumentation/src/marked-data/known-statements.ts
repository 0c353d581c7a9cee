import type { Mark } from './marks.js';
import { type TableAccess, tableAccesses } from './table-accesses.js';

/** What one statement does with one marked table. */
export interface MarkedAccess extends TableAccess {
  readonly mark: Mark;
}

/** Texts of statements that are remembered: prepared ones come again. */
const MAX_REMEMBERED = 500;
/** Longer ones are made anew each time. */
const MAX_REMEMBERED_LENGTH = 8_192;
const NONE: readonly MarkedAccess[] = Object.freeze([]);

/** Finds marked tables in statements, and reads each text once. */
export class KnownStatements {
  readonly #marks: ReadonlyMap<string, Mark>;
  readonly #known = new Map<string, readonly MarkedAccess[]>();

  constructor(marks: ReadonlyMap<string, Mark>) {
    this.#marks = marks;
  }

  /** The accesses to marked tables in a statement; none where nothing is marked. */
  accesses(sql: unknown): readonly MarkedAccess[] {
    if (this.#marks.size === 0 || typeof sql !== 'string') return NONE;
    const known = this.#known.get(sql);
    if (known !== undefined) return known;
    const read = this.#read(sql);
    if (sql.length > MAX_REMEMBERED_LENGTH) return read;
    if (this.#known.size >= MAX_REMEMBERED) this.#known.delete(this.#known.keys().next().value as string);
    this.#known.set(sql, read);
    return read;
  }

  #read(sql: string): readonly MarkedAccess[] {
    const accesses = tableAccesses(sql).flatMap((access) => {
      const mark = this.#marks.get(`${access.schema}.${access.table}`) ?? this.#marks.get(access.table);
      return mark === undefined ? [] : [{ ...access, mark }];
    });
    // A table that is joined to itself is one access.
    return accesses.filter(
      ({ mark, action }, at) => accesses.findIndex((other) => other.mark === mark && other.action === action) === at,
    );
  }
}
