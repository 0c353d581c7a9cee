import { context } from '@opentelemetry/api';
import { InstrumentationNodeModuleDefinition } from '@opentelemetry/instrumentation';
import { commonJs } from '../common-js.js';
import { KnownStatements, type MarkedAccess } from '../marked-data/known-statements.js';
import { type MarkedData, marksOf } from '../marked-data/marks.js';
import { isToldByOuterLibrary } from '../marked-data/outer-library.js';
import { tellAccess } from '../marked-data/tell-access.js';
import { unharmed } from '../report-once.js';
import { errorProperty as property } from '../request/error-facts.js';
import { SecurityInstrumentation, type SecurityInstrumentationConfig } from '../security-instrumentation.js';
import { countOf, rowsOf } from './result-counts.js';

/** Options of the instrumentation of pg: which tables are watched. Without any, it does nothing. @experimental */
export type PgSecurityInstrumentationConfig = SecurityInstrumentationConfig & MarkedData;

type Query = (this: unknown, ...args: unknown[]) => unknown;
const DEFECT = 'ERR_LIBRARY_NOT_OBSERVED';
const WHAT = 'a statement of pg';

/**
 * pg: reads and changes of tables that are marked, with the rows that PostgreSQL counted, whoever made the statement. `beforeAfter` records
 * the values that a statement itself returns (`RETURNING`); those before a change it cannot know without asking the database.
 *
 * @example new PgSecurityInstrumentation({ sensitive: { patients: { fields: ['diagnosis'] } } })
 * @experimental
 */
export class PgSecurityInstrumentation extends SecurityInstrumentation<PgSecurityInstrumentationConfig> {
  declare private _statements: KnownStatements;

  /** @throws InstrumentationOptionsError when a marked table has an option that cannot be used */
  constructor(config: PgSecurityInstrumentationConfig = {}) {
    super('pg', config);
  }

  override setConfig(config: PgSecurityInstrumentationConfig): void {
    const marks = marksOf(config);
    super.setConfig(config);
    this._statements = new KnownStatements(marks);
  }

  protected override init(): InstrumentationNodeModuleDefinition {
    return new InstrumentationNodeModuleDefinition(
      'pg',
      ['>=8.0.0 <9'],
      this.patching((exports: { readonly Client: { readonly prototype: object } }, patches) => {
        patches.wrap<Query>(commonJs(exports).Client.prototype, 'query', (original) => this._watching(original));
        return undefined;
      }),
    );
  }

  private _watching(original: Query): Query {
    const instrumentation = this;
    return function query(this: unknown, ...args) {
      const accesses =
        unharmed(DEFECT, WHAT, () => (isToldByOuterLibrary() ? [] : instrumentation._accesses(args[0]))) ?? [];
      if (accesses.length === 0) return Reflect.apply(original, this, args);
      const values = property(args[0], 'values') ?? args[1];
      const at = context.active();
      const done = (results: unknown) =>
        void unharmed(DEFECT, WHAT, () => context.with(at, () => tell(accesses, results, values)));
      if (typeof property(args[0], 'submit') === 'function') {
        done(undefined); // a cursor or a stream: its rows are not counted here
        return Reflect.apply(original, this, args);
      }
      if (tellCallback(args, done)) return Reflect.apply(original, this, args);
      const result = Reflect.apply(original, this, args);
      const then = property(result, 'then');
      if (typeof then === 'function') Reflect.apply(then, result, [done, () => {}]); // what fails has touched nothing
      return result;
    };
  }

  private _accesses(query: unknown): readonly MarkedAccess[] {
    return this._statements.accesses(typeof query === 'string' ? query : property(query, 'text'));
  }
}

/** Puts itself in front of the callback, if there is one. */
function tellCallback(args: unknown[], done: (results: unknown) => void): boolean {
  const at = args.findLastIndex((argument) => typeof argument === 'function');
  const callback = args[at];
  if (typeof callback !== 'function') return false;
  args[at] = function (this: unknown, error: unknown, results: unknown) {
    if (!error) done(results);
    return Reflect.apply(callback, this, [error, results]);
  };
  return true;
}

function tell(accesses: readonly MarkedAccess[], results: unknown, values: unknown): void {
  for (const { mark, action, equals } of accesses) {
    const rows = rowsOf(results, action);
    const parameter = equals.get(mark.id);
    const given = parameter === undefined ? undefined : property(values, String(parameter));
    tellAccess({
      mark,
      action,
      count: countOf(results, action),
      id: given ?? property(rows[0], mark.id),
      changes:
        mark.beforeAfter.length > 0 && action !== 'read'
          ? rows.map((after) => ({ id: property(after, mark.id), after }))
          : [],
    });
  }
}
