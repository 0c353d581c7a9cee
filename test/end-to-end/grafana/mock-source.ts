export type Members = Readonly<Record<string, unknown>>;

/** Refuses as Grafana does. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** One column of a frame. */
export interface Field {
  readonly name: string;
  readonly type: 'time' | 'number' | 'string' | 'boolean' | 'other';
  readonly labels?: Readonly<Record<string, string>>;
}

/** What `/api/ds/query` gives for one query. */
export interface SourceAnswer {
  readonly status: number;
  readonly error?: string;
  readonly frames?: readonly {
    readonly schema: { readonly fields: readonly Field[] };
    readonly data: { readonly values: readonly (readonly unknown[])[] };
  }[];
}

/** A data source: asks its store what a query asks. @throws Refused for what Grafana does not take for a query */
export type MockSource = (query: Members, fromMs: number, toMs: number) => Promise<SourceAnswer>;

/** A text in which no variable was left: Grafana's pages fill them in before they ask. */
export function filledText(text: unknown): string {
  if (typeof text !== 'string' || text === '' || /\$\{|\$__|\[\[/.test(text))
    throw new Refused(400, 'the expression is not valid');
  return text;
}
