/** What of Knex 3 is touched. */
export interface KnexModule {
  readonly Client: { readonly prototype: object };
}

export interface KnexClient {
  readonly dialect?: string;
  query(connection: KnexConnection, query: KnexQuery | string): Promise<KnexQuery>;
  processResponse(response: KnexQuery, runner: unknown): unknown;
}

export interface KnexConnection {
  /** Set inside of a transaction. */
  readonly __knexTxId?: string;
}

export interface KnexQuery {
  readonly sql?: string;
  readonly bindings?: readonly unknown[];
  readonly method?: string;
}

export interface KnexBuilder {
  readonly _method?: string;
  readonly _single?: { readonly insert?: unknown; readonly update?: Readonly<Record<string, unknown>> };
  clone(): KnexBuilder & { _method: string; _single: Record<string, unknown> };
  clearSelect(): KnexBuilder;
  select(columns: readonly string[]): KnexBuilder;
  limit(rows: number): KnexBuilder;
  toSQL(): KnexQuery;
}

export interface KnexRunner {
  readonly client: KnexClient;
  readonly connection: KnexConnection;
  readonly builder: KnexBuilder;
}

export type RunQuery = (this: KnexRunner, query: KnexQuery) => Promise<unknown>;
export type MakeRunner = (this: KnexClient, builder: KnexBuilder) => object;
export type Stream = (this: KnexClient, connection: KnexConnection, query: KnexQuery, ...rest: unknown[]) => unknown;
