import type { AlertPlan } from '@otelseal/operations';

import { searchApi } from '../stores/search-api.ts';
import type { Monitor } from './shipped-rules.ts';

interface Groups {
  readonly aggregations: {
    readonly composite_agg: { readonly buckets: readonly { readonly key: Readonly<Record<string, unknown>> }[] };
  };
}

interface Search {
  readonly aggregations: { readonly composite_agg: { readonly composite: object; readonly aggregations: object } };
}

/** Runs what a monitor asks for, with the condition of its trigger on every group. @returns about whom it would be triggered */
export async function evaluateMonitor(
  url: string,
  monitor: Monitor,
  plan: AlertPlan,
  nowMs: number,
  index: string,
): Promise<readonly string[]> {
  const search = JSON.parse(JSON.stringify(monitor.inputs[0].search.query).replaceAll('{{period_end}}', String(nowMs)));
  const { buckets_path, script, gap_policy } = monitor.triggers[0].bucket_level_trigger.condition;
  const { composite, aggregations } = (search as Search).aggregations.composite_agg;
  const trigger = { bucket_selector: { buckets_path, script, gap_policy } };
  const asked = {
    ...search,
    aggregations: { composite_agg: { composite, aggregations: { ...aggregations, trigger } } },
  };
  const answer = (await searchApi(url, 'POST', `/${index}/_search`, asked)) as Groups;
  const keys = plan.kind === 'events' ? plan.fields : plan.keys;
  const found = answer.aggregations.composite_agg.buckets.map(({ key }) =>
    keys.map((name) => key[name.replaceAll('.', '_')]).join(' '),
  );
  return found.sort();
}
