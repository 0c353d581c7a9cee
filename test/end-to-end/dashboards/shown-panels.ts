import type { AllValues } from './filled-in.ts';
import { shippedJson } from './shipped-file.ts';

/** A query of Loki's data source, as a dashboard holds it. */
export interface LokiTarget {
  readonly expr: string;
  readonly queryType: 'instant' | 'range';
  readonly maxLines?: number;
  readonly legendFormat?: string;
}

/** A query of Elasticsearch's data source, as a dashboard holds it. */
export interface ElasticsearchTarget {
  readonly query: string;
  readonly metrics: readonly {
    readonly id: string;
    readonly type: string;
    readonly field?: string;
    readonly settings?: Readonly<Record<string, unknown>>;
  }[];
  readonly bucketAggs: readonly {
    readonly id: string;
    readonly type: string;
    readonly field?: string;
    readonly settings?: Readonly<Record<string, string>>;
  }[];
}

export interface ShownPanel<Target> {
  readonly dashboard: string;
  readonly id: number;
  readonly title: string;
  readonly type: 'stat' | 'timeseries' | 'table' | 'row';
  readonly description: string;
  readonly targets: readonly Target[];
  readonly transformations?: readonly { readonly id: string; readonly options: Record<string, unknown> }[];
}

export interface ShownDashboard<Target> {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly ShownPanel<Target>[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly allValue?: string }[] };
}

/** Every panel of the dashboards for a store that asks something. */
export function shownPanels<Target>(store: 'loki' | 'elasticsearch'): ShownPanel<Target>[] {
  return [...shippedJson<ShownDashboard<Target>>(`dashboards/${store}`)].flatMap(([dashboard, { panels }]) =>
    panels.filter(({ type }) => type !== 'row').map((panel) => ({ ...panel, dashboard })),
  );
}

/** Names of the columns that the panel shows, as the data source gives them. */
export function shownColumns({ transformations = [] }: ShownPanel<unknown>): string[] {
  const kept = transformations.find(({ id }) => id === 'filterFieldsByName')?.options['include'];
  return (kept as { readonly names: string[] } | undefined)?.names ?? [];
}

export function panelCalled<Target>(
  panels: readonly ShownPanel<Target>[],
  dashboard: string,
  title: string,
): ShownPanel<Target> {
  const found = panels.find((panel) => panel.dashboard === dashboard && panel.title === title);
  if (found === undefined) throw new Error(`${dashboard} has no panel ${title}`);
  return found;
}

/** What the variables of a store's dashboards stand for when nothing is chosen. */
export function allValues(store: 'loki' | 'elasticsearch'): AllValues {
  const dashboards = shippedJson<ShownDashboard<unknown>>(`dashboards/${store}`);
  const variables = [...dashboards.values()].flatMap(({ templating }) => templating.list);
  return Object.fromEntries(
    variables.flatMap(({ name, allValue }) => (allValue === undefined ? [] : [[name, allValue]])),
  );
}
