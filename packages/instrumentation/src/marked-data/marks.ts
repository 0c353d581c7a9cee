import { InstrumentationOptionsError } from '../instrumentation-options-error.js';

/** What is recorded of one table or model. @experimental */
export interface MarkedDataOptions {
  /** `security.data.classification`. Default `sensitive` or `high_value`, after the option that names the table. */
  readonly classification?: string;
  /** Column that identifies a row; events about one row name it. Default `id`. */
  readonly id?: string;
  /** Names of sensitive columns that events list when a statement touches the table. Default none. */
  readonly fields?: readonly string[];
  /**
   * Columns whose values are recorded before and after a change, such as a state or a balance. Default none: they leave the database for
   * the log, where only the sanitizer stands before them.
   */
  readonly beforeAfter?: readonly string[];
}

/** Which data is watched. Nothing is, unless it is named here. @experimental */
export interface MarkedData {
  /** Tables or models whose reads and changes are recorded, by name; a table may be named with its schema, `billing.invoices`. */
  readonly sensitive?: Readonly<Record<string, MarkedDataOptions | true>> | undefined;
  /** The same for what is worth much: accounts, orders, payouts. */
  readonly highValue?: Readonly<Record<string, MarkedDataOptions | true>> | undefined;
}

/** One table or model, with every default filled in. */
export interface Mark {
  readonly name: string;
  readonly classification: string;
  readonly id: string;
  readonly fields: readonly string[];
  readonly beforeAfter: readonly string[];
}

const OPTIONS: readonly string[] = ['classification', 'id', 'fields', 'beforeAfter'];
const KINDS = { sensitive: 'sensitive', highValue: 'high_value' } as const;

/** The marks by name; a table that is both is high-value. @throws InstrumentationOptionsError when an option cannot be used */
export function marksOf(data: MarkedData): ReadonlyMap<string, Mark> {
  const marks = new Map<string, Mark>();
  for (const kind of ['sensitive', 'highValue'] as const) {
    for (const [name, options] of Object.entries(data[kind] ?? {}))
      marks.set(name, markOf(name, options === true ? {} : options, KINDS[kind]));
  }
  return marks;
}

function markOf(name: string, options: MarkedDataOptions, kind: string): Mark {
  if (typeof options !== 'object' || options === null) throw refuse(name, 'is true or an object of options');
  const unknown = Object.keys(options).find((option) => !OPTIONS.includes(option));
  if (unknown !== undefined) throw refuse(name, `has no option "${unknown}"; there are ${OPTIONS.join(', ')}`);
  const { classification = kind, id = 'id', fields = [], beforeAfter = [] } = options;
  for (const text of [classification, id, ...fields, ...beforeAfter]) {
    if (typeof text !== 'string' || text === '') throw refuse(name, 'takes names only');
  }
  return Object.freeze({ name, classification, id, fields: [...fields], beforeAfter: [...beforeAfter] });
}

function refuse(name: string, what: string): InstrumentationOptionsError {
  return new InstrumentationOptionsError('ERR_MARKED_DATA', `The marked table or model "${name}" ${what}.`);
}
