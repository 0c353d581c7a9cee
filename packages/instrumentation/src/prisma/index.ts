import { type Mark, type MarkedData, marksOf } from '../marked-data/marks.js';
import { asOuterLibrary } from '../marked-data/outer-library.js';
import { MAX_CHANGES, type RowChange, tellAccess } from '../marked-data/tell-access.js';
import { reportOnce, unharmed } from '../report-once.js';
import { errorProperty as property } from '../request/error-facts.js';
import { includedReads } from './included-reads.js';
import { ACTIONS, type Operation, type PrismaClientLike } from './prisma-internals.js';

export type { MarkedData, MarkedDataOptions } from '../marked-data/marks.js';

const DEFECT = 'ERR_LIBRARY_NOT_OBSERVED';

interface Delegate {
  findMany(args: object): Promise<unknown>;
}

/**
 * The client, with reads and changes of the marked models told: by a query extension, so that nothing of Prisma is patched. What `include`
 * and `select` bring along of marked models is counted, too. Of models with `beforeAfter` an update or delete outside of transactions is
 * preceded by one `findMany` of those columns. Not seen: raw SQL (watch `pg`), and changes nested in another model's `data`.
 *
 * An extended client has no `$on`: call that on the client you hand over.
 *
 * @throws InstrumentationOptionsError when a marked model has an option that cannot be used
 * @example
 * const prisma = withMarkedModels(new PrismaClient({ adapter }), { sensitive: { Patient: { fields: ['diagnosis'] } } });
 * @experimental
 */
export function withMarkedModels<Client extends object>(client: Client, data: MarkedData): Client {
  const watch = new ModelWatch(client as PrismaClientLike, marksOf(data));
  const $allOperations = (operation: Operation) => watch.run(operation);
  return (client as unknown as PrismaClientLike).$extends({
    name: 'otelseal-marked-models',
    query: { $allModels: { $allOperations } },
  }) as Client;
}

class ModelWatch {
  readonly #client: PrismaClientLike;
  readonly #marks: ReadonlyMap<string, Mark>;
  /** Models of which the columns of `beforeAfter` could once not be read. */
  readonly #unreadable = new Set<Mark>();

  constructor(client: PrismaClientLike, marks: ReadonlyMap<string, Mark>) {
    this.#client = client;
    this.#marks = marks;
  }

  async run(operation: Operation): Promise<unknown> {
    const before = await this.#before(operation);
    const result = await asOuterLibrary(async () => await operation.query(operation.args)); // it begins when awaited
    unharmed(DEFECT, 'an operation of Prisma', () => this.#tell(operation, result, before));
    return result;
  }

  async #before({
    model,
    operation,
    args,
    __internalParams: internal,
  }: Operation): Promise<readonly unknown[] | undefined> {
    const mark = this.#marks.get(model);
    const action = ACTIONS[operation];
    if (mark === undefined || mark.beforeAfter.length === 0 || this.#unreadable.has(mark)) return undefined;
    if ((action !== 'update' && action !== 'delete') || operation === 'upsert') return undefined;
    // In a transaction another connection would be needed, which a small pool does not have.
    if (internal === undefined || internal.transaction !== undefined) return undefined;
    const columns = Object.fromEntries([mark.id, ...mark.beforeAfter].map((column) => [column, true]));
    try {
      const delegate = property(this.#client, `${model.charAt(0).toLowerCase()}${model.slice(1)}`) as Delegate;
      const found = await asOuterLibrary(
        async () => await delegate.findMany({ where: property(args, 'where'), select: columns, take: MAX_CHANGES }),
      );
      return Array.isArray(found) ? found : undefined;
    } catch (error) {
      this.#unreadable.add(mark);
      reportOnce(DEFECT, `the columns of beforeAfter of ${mark.name} could not be read`, error);
      return undefined;
    }
  }

  #tell({ model, operation, args }: Operation, result: unknown, before: readonly unknown[] | undefined): void {
    const action = ACTIONS[operation];
    if (action === undefined) return;
    const rows = rowsOf(result);
    const mark = this.#marks.get(model);
    if (mark !== undefined) {
      const id = property(property(args, 'where'), mark.id) ?? property(rows[0], mark.id);
      const changes = mark.beforeAfter.length === 0 || action === 'read' ? [] : changesOf(mark, before, rows, args);
      tellAccess({ mark, action, count: countOf(operation, result), id, changes });
    }
    for (const read of includedReads(this.#client, this.#marks, model, args, rows)) {
      const { mark: included, rows: related } = read;
      tellAccess({ mark: included, action: 'read', count: related.length, id: property(related[0], included.id) });
    }
  }
}

/** `createMany` and its like answer with a number of rows; all others with the rows. */
function countOf(operation: string, result: unknown): number {
  const count = property(result, 'count');
  return operation.endsWith('Many') && typeof count === 'number' ? count : rowsOf(result).length;
}

function rowsOf(result: unknown): readonly unknown[] {
  if (Array.isArray(result)) return result;
  return typeof result === 'object' && result !== null ? [result] : [];
}

/** Each row as it was, beside what came back for it, else what it was set to. */
function changesOf(
  mark: Mark,
  before: readonly unknown[] | undefined,
  rows: readonly unknown[],
  args: unknown,
): RowChange[] {
  const returned = rows.filter((row) => property(row, mark.id) !== undefined);
  if (before === undefined) return returned.map((after) => ({ id: property(after, mark.id), after }));
  return before.map((row) => {
    const id = property(row, mark.id);
    return {
      id,
      before: row,
      after: returned.find((after) => property(after, mark.id) === id) ?? property(args, 'data'),
    };
  });
}
