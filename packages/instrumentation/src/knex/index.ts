import { context } from '@opentelemetry/api';
import { InstrumentationNodeModuleDefinition } from '@opentelemetry/instrumentation';
import { commonJs } from '../common-js.js';
import { KnownStatements, type MarkedAccess } from '../marked-data/known-statements.js';
import { type Mark, type MarkedData, marksOf } from '../marked-data/marks.js';
import { asOuterLibrary } from '../marked-data/outer-library.js';
import { type RowChange, tellAccess } from '../marked-data/tell-access.js';
import { reportOnce, unharmed } from '../report-once.js';
import { errorProperty as property } from '../request/error-facts.js';
import { SecurityInstrumentation, type SecurityInstrumentationConfig } from '../security-instrumentation.js';
import type { KnexModule, KnexQuery, KnexRunner, MakeRunner, RunQuery, Stream } from './knex-internals.js';
import { canReadBefore, rowsBefore } from './rows-before.js';
import { countOfResult, rowsOfResult, valuesSet } from './statement-result.js';

/** Options of the instrumentation of Knex: which tables are watched. Without any, it does nothing. @experimental */
export type KnexSecurityInstrumentationConfig = SecurityInstrumentationConfig & MarkedData;

const DEFECT = 'ERR_LIBRARY_NOT_OBSERVED';
const WHAT = 'a statement of Knex';

/**
 * Knex: reads and changes of tables that are marked, by builders and raw statements, with the number of rows. Of tables with `beforeAfter`
 * an update or delete made by a builder is preceded by one SELECT of those columns. Where pg is instrumented too, one event is told.
 *
 * @example new KnexSecurityInstrumentation({ highValue: { accounts: { beforeAfter: ['balance'] } } })
 * @experimental
 */
export class KnexSecurityInstrumentation extends SecurityInstrumentation<KnexSecurityInstrumentationConfig> {
  declare private _statements: KnownStatements;

  /** @throws InstrumentationOptionsError when a marked table has an option that cannot be used */
  constructor(config: KnexSecurityInstrumentationConfig = {}) {
    super('knex', config);
  }

  override setConfig(config: KnexSecurityInstrumentationConfig): void {
    const marks = marksOf(config);
    super.setConfig(config);
    this._statements = new KnownStatements(marks);
  }

  protected override init(): InstrumentationNodeModuleDefinition {
    return new InstrumentationNodeModuleDefinition(
      'knex',
      ['>=3.0.1 <4'],
      this.patching((exports: KnexModule, patches) => {
        const client = commonJs(exports).Client.prototype;
        const watching = (query: RunQuery) => this._watching(query);
        const told = (query: KnexQuery) => {
          for (const { mark, action } of this._accesses(query)) tellAccess({ mark, action, count: undefined });
        };
        patches.wrap<MakeRunner>(
          client,
          'runner',
          (original) =>
            function runner(builder) {
              const made = Reflect.apply(original, this, [builder]);
              patches.wrap<RunQuery>(Object.getPrototypeOf(made), 'query', watching);
              return made;
            },
        );
        patches.wrap<Stream>(
          client,
          'stream',
          (original) =>
            function stream(connection, query, ...rest) {
              // Its rows are not counted here.
              unharmed(DEFECT, WHAT, () => told(query));
              return asOuterLibrary(() => Reflect.apply(original, this, [connection, query, ...rest]));
            },
        );
        return undefined;
      }),
    );
  }

  private _accesses(query: KnexQuery): readonly MarkedAccess[] {
    return unharmed(DEFECT, WHAT, () => this._statements.accesses(property(query, 'sql'))) ?? [];
  }

  private _watching(original: RunQuery): RunQuery {
    const instrumentation = this;
    return function query(statement) {
      const run = () => asOuterLibrary(() => Reflect.apply(original, this, [statement]));
      const accesses = instrumentation._accesses(statement);
      return accesses.length === 0 ? run() : watched(this, statement, accesses, run);
    };
  }
}

async function watched(
  runner: KnexRunner,
  statement: KnexQuery,
  accesses: readonly MarkedAccess[],
  run: () => Promise<unknown>,
): Promise<unknown> {
  const at = context.active();
  const { bindings } = statement; // the dialect may change them
  const before = await readBefore(accesses, runner);
  const result = await run();
  unharmed(DEFECT, WHAT, () =>
    context.with(at, () => {
      for (const access of accesses) tell(access, runner, bindings, result, before);
    }),
  );
  return result;
}

type Before = ReadonlyMap<Mark, readonly unknown[]>;

async function readBefore(accesses: readonly MarkedAccess[], runner: KnexRunner): Promise<Before> {
  const before = new Map<Mark, readonly unknown[]>();
  for (const { mark, action } of accesses) {
    if ((action !== 'update' && action !== 'delete') || !canReadBefore(mark, runner)) continue;
    try {
      before.set(mark, await asOuterLibrary(() => rowsBefore(mark, runner)));
    } catch (error) {
      reportOnce(DEFECT, `the columns of beforeAfter of ${mark.name} could not be read`, error);
    }
  }
  return before;
}

function tell(
  { mark, action, equals }: MarkedAccess,
  { builder }: KnexRunner,
  bindings: unknown,
  result: unknown,
  before: Before,
): void {
  const parameter = equals.get(mark.id);
  const rows = rowsOfResult(result);
  tellAccess({
    mark,
    action,
    count: countOfResult(action, builder, result),
    id: (parameter === undefined ? undefined : property(bindings, String(parameter))) ?? property(rows[0], mark.id),
    changes:
      mark.beforeAfter.length === 0 || action === 'read'
        ? []
        : changes(mark, before.get(mark), rows, valuesSet(builder)),
  });
}

/** Each row as it was, beside what came back for it, else what it was set to. */
function changes(
  mark: Mark,
  before: readonly unknown[] | undefined,
  returned: readonly unknown[],
  set: Readonly<Record<string, unknown>>,
): RowChange[] {
  if (before === undefined) return returned.map((after) => ({ id: property(after, mark.id), after }));
  return before.map((row) => {
    const id = property(row, mark.id);
    return { id, before: row, after: returned.find((after) => property(after, mark.id) === id) ?? set };
  });
}
