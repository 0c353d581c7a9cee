import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import type { DataTransformerConfig, VariableModel } from '@grafana/grafana-foundation-sdk/dashboard';

import type { EventFilter, Measure } from './event-filter.ts';

export type Target = Builder<Dataquery>;

/** A query whose answer becomes a table, and what makes the table of it. */
export interface TableQuery {
  readonly target: Target;
  readonly transformations: readonly DataTransformerConfig[];
}

/** Fields of a table with the headings that people see, from left to right. */
export type Headings = readonly { readonly field: string; readonly title: string }[];

/** How a ranking is laid out. */
export interface RankingOrder {
  /** Heading of what is measured. */
  readonly counted: string;
  readonly limit: number;
  readonly lowestFirst: boolean;
}

/** How a log store is asked. */
export interface Store {
  readonly id: 'loki' | 'elasticsearch';
  readonly title: string;
  /** Type of its Grafana data source. */
  readonly dataSource: string;
  /** Service, environment and tenant, as far as this store knows them. */
  variables(): readonly Builder<VariableModel>[];
  /** One number for the whole range of time. */
  number(filter: EventFilter, measure: Measure): Target;
  overTime(filter: EventFilter, measure: Measure, by: string | undefined): Target;
  /** The highest, or the lowest, `limit` of what is measured. */
  ranking(filter: EventFilter, by: Headings, measure: Measure, order: RankingOrder): TableQuery;
  rows(filter: EventFilter, columns: Headings, limit: number): TableQuery;
}
