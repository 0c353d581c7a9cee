import { format } from 'node:util';

type Body = (...values: readonly unknown[]) => unknown;
type Settings = number | Readonly<Record<string, unknown>>;

/** One test of a file, with what must run before and after it. */
export interface RegisteredTest {
  /** File and number within it. Stryker sends all ids that reach a change with it, in one JSON text for all changes: names would not fit. */
  readonly id: string;
  /** Full name; a number is added to one that comes again. */
  readonly name: string;
  readonly run: () => Promise<void>;
}

interface Scope {
  readonly names: readonly string[];
  readonly before: readonly Body[];
  readonly after: readonly Body[];
}

/**
 * What a test file calls of Vitest while it is loaded: `describe`, `it`, `test`, their `each`, `beforeEach` and `afterEach`. It keeps
 * the tests, so that a runner decides which of them run, and in which order. What it does not know is an error, never a test less.
 */
export class TestRegistry {
  readonly tests: RegisteredTest[] = [];
  readonly #file: string;
  readonly #known = new Map<string, number>();
  #scope: { names: string[]; before: Body[]; after: Body[] } = { names: [], before: [], after: [] };

  constructor(file: string) {
    this.#file = file;
  }

  /** The functions under the names by which a test file imports them. */
  api(): Readonly<Record<string, unknown>> {
    const describe = withEach((name, ...rest) => this.#describe(name, bodyOf(name, rest)));
    const it = withEach((name, ...rest) => this.#it(name, bodyOf(name, rest)));
    return {
      describe,
      it,
      test: it,
      beforeEach: (hook: Body) => this.#scope.before.push(hook),
      afterEach: (hook: Body) => this.#scope.after.push(hook),
    };
  }

  #describe(name: string, body: Body): void {
    const outer = this.#scope;
    this.#scope = { names: [...outer.names, name], before: [...outer.before], after: [...outer.after] };
    const given = body();
    if (given instanceof Promise) throw new TypeError(`describe("${name}") must not be asynchronous`);
    this.#scope = outer;
  }

  #it(name: string, body: Body): void {
    const fullName = [...this.#scope.names, name].join(' ');
    const before = this.#known.get(fullName) ?? 0;
    this.#known.set(fullName, before + 1);
    const unique = before === 0 ? fullName : `${fullName} (${before + 1})`;
    const scope = this.#scope; // hooks that a later line adds to it count too
    this.tests.push({ id: `${this.#file}#${this.tests.length + 1}`, name: unique, run: () => runIn(scope, body) });
  }
}

async function runIn(scope: Scope, body: Body): Promise<void> {
  for (const hook of scope.before) await hook();
  try {
    await body();
  } finally {
    for (const hook of scope.after.toReversed()) await hook();
  }
}

function bodyOf(name: string, rest: readonly (Settings | Body | undefined)[]): Body {
  const body = rest.find((value) => typeof value === 'function');
  if (body === undefined) throw new TypeError(`"${name}" has no function`);
  return body;
}

type Register = (name: string, ...rest: readonly (Settings | Body | undefined)[]) => void;

/** As in Vitest: a case that is an array is spread over the parameters. */
function withEach(register: Register): Register {
  const each =
    (cases: Iterable<unknown>) =>
    (name: string, ...rest: readonly (Settings | Body | undefined)[]) => {
      const body = bodyOf(name, rest);
      for (const given of cases) {
        const values: readonly unknown[] = Array.isArray(given) ? given : [given];
        register(format(name, ...values.map(shortOf)), () => body(...values));
      }
    };
  return Object.assign(register, { each });
}

/** Only for a name: what a case is made of may be large. */
function shortOf(value: unknown): unknown {
  return typeof value === 'object' || typeof value === 'function' ? typeof value : value;
}
