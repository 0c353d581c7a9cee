import type { AlertPlan } from '../plan/alert-plan.js';
import type { RuleOptions } from '../rule-options.js';
import { runbookAddress } from '../runbook-address.js';
import { OPENSEARCH_SEVERITY } from '../severity.js';
import { monitorSearch } from './monitor-search.js';

/**
 * An alert as a bucket-level monitor of OpenSearch's alerting, without actions: add the channel that tells you.
 *
 * @experimental
 */
export function openSearchMonitor(plan: AlertPlan, options: RuleOptions): object {
  const { query, condition } = monitorSearch(plan);
  return {
    type: 'monitor',
    monitor_type: 'bucket_level_monitor',
    name: `Otelseal: ${plan.title}`,
    enabled: true,
    schedule: { period: { interval: options.openSearchIntervalMinutes, unit: 'MINUTES' } },
    inputs: [{ search: { indices: [options.index], query } }],
    triggers: [
      {
        bucket_level_trigger: {
          name: `${plan.name} ${runbookAddress(plan.runbook, options.runbooks)}`,
          severity: OPENSEARCH_SEVERITY[plan.level],
          condition: {
            buckets_path: condition.paths,
            parent_bucket_path: 'composite_agg',
            script: { source: condition.script, lang: 'painless' },
            gap_policy: 'skip',
          },
          actions: [],
        },
      },
    ],
  };
}
