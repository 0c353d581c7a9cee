import type { AlertPlan } from '@otelseal/operations';

import { searchApi } from '../stores/search-api.ts';
import type { ElasticRule } from './shipped-rules.ts';

/** What ES|QL answers. */
export interface Rows {
  readonly columns: readonly { readonly name: string }[];
  readonly values: readonly (readonly unknown[])[];
}

/**
 * Runs a rule as Kibana does: its query, with the rule's window around it.
 *
 * @param index what is asked in place of all that the rule asks
 * @returns about whom there are rows
 */
export async function evaluateRule(
  url: string,
  rule: Pick<ElasticRule, 'query' | 'from'>,
  plan: AlertPlan,
  nowMs: number,
  index: string,
): Promise<readonly string[]> {
  const windowMs = Number(/^now-(\d+)s$/.exec(rule.from)?.[1]) * 1_000;
  const query = rule.query.replaceAll('NOW()', `TO_DATETIME(${nowMs})`).replace('logs-*.otel-*', index);
  const filter = { range: { '@timestamp': { gt: nowMs - windowMs, lte: nowMs, format: 'epoch_millis' } } };
  const { columns, values } = (await searchApi(url, 'POST', '/_query', { query, filter })) as Rows;
  const names = columns.map(({ name }) => name);
  const keys = plan.kind === 'events' ? plan.fields : plan.keys;
  const at = keys.map((key) =>
    ['attributes.', 'resource.attributes.', ''].map((prefix) => names.indexOf(prefix + key)),
  );
  return [...new Set(values.map((row) => at.map((places) => row[Math.max(...places)]).join(' ')))].sort();
}
