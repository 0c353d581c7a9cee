import { intervalSeconds } from '../interval.js';
import { logqlQuery } from '../loki/logql-query.js';
import { summaryOf } from '../loki/rule-groups.js';
import type { AlertPlan } from '../plan/alert-plan.js';
import type { RuleOptions } from '../rule-options.js';
import { runbookAddress } from '../runbook-address.js';
import { templateText } from '../template-text.js';

/** A file of Grafana's alerting provisioning. */
export interface GrafanaAlerting {
  readonly apiVersion: 1;
  readonly groups: readonly object[];
}

/**
 * Grafana-managed alerts over a Loki data source, for those who do not run Loki's ruler.
 *
 * @experimental
 */
export function grafanaAlerting(plans: readonly AlertPlan[], options: RuleOptions): GrafanaAlerting {
  const groups = [...Map.groupBy(plans, ({ source }) => source)].map(([source, alerts]) => ({
    orgId: 1,
    name: `otelseal-${source}`,
    folder: 'Otelseal',
    interval: `${intervalSeconds(alerts, options.lokiIntervalSeconds)}s`,
    rules: alerts.map((plan) => ruleOf(plan, options)),
  }));
  return { apiVersion: 1, groups };
}

function ruleOf(plan: AlertPlan, options: RuleOptions): object {
  return {
    uid: plan.id.replaceAll('-', ''),
    title: plan.name,
    condition: 'B',
    data: [queryOf(plan, options), anySeries()],
    noDataState: 'OK', // no series, no attack; silence is an alert of its own
    execErrState: 'Error',
    for: '0s',
    annotations: {
      summary: summaryOf(plan, '{{ $values.A.Value }}'),
      description: templateText(plan.description),
      runbook_url: runbookAddress(plan.runbook, options.runbooks),
    },
    labels: { severity: plan.level, origin: 'otelseal' },
    isPaused: false,
  };
}

function queryOf(plan: AlertPlan, options: RuleOptions): object {
  return {
    refId: 'A',
    queryType: 'instant',
    relativeTimeRange: { from: plan.windowMs / 1_000, to: 0 },
    datasourceUid: options.grafanaDatasourceUid,
    model: {
      refId: 'A',
      datasource: { type: 'loki', uid: options.grafanaDatasourceUid },
      editorMode: 'code',
      expr: logqlQuery(plan, options.lokiSelector),
      queryType: 'instant',
      intervalMs: 1_000,
      maxDataPoints: 43_200,
    },
  };
}

/** Every series of the query is an alert: the query has compared already. */
function anySeries(): object {
  return {
    refId: 'B',
    relativeTimeRange: { from: 0, to: 0 },
    datasourceUid: '__expr__',
    model: {
      refId: 'B',
      datasource: { type: '__expr__', uid: '__expr__' },
      type: 'threshold',
      expression: 'A',
      conditions: [
        { type: 'query', evaluator: { type: 'gt', params: [0] }, operator: { type: 'and' }, query: { params: ['B'] } },
      ],
    },
  };
}
