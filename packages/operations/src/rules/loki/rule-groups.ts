import { intervalSeconds } from '../interval.js';
import type { AlertPlan } from '../plan/alert-plan.js';
import type { RuleOptions } from '../rule-options.js';
import { runbookAddress } from '../runbook-address.js';
import { templateText } from '../template-text.js';
import { logqlLabels, logqlQuery } from './logql-query.js';

/** A group of rules as Loki's ruler reads it. */
export interface LokiRuleGroup {
  readonly name: string;
  readonly interval: string;
  readonly rules: readonly object[];
}

/**
 * Rule groups for Loki's ruler: one for each Sigma file, so that groups are evaluated beside each other.
 *
 * @experimental
 */
export function lokiRuleGroups(plans: readonly AlertPlan[], options: RuleOptions): readonly LokiRuleGroup[] {
  return [...Map.groupBy(plans, ({ source }) => source)].map(([source, alerts]) => ({
    name: `otelseal-${source}`,
    interval: `${intervalSeconds(alerts, options.lokiIntervalSeconds)}s`,
    rules: alerts.map((plan) => ruleOf(plan, options)),
  }));
}

function ruleOf(plan: AlertPlan, options: RuleOptions): object {
  return {
    alert: plan.name,
    expr: logqlQuery(plan, options.lokiSelector),
    for: '0s',
    labels: { severity: plan.level, origin: 'otelseal' },
    annotations: {
      summary: summaryOf(plan, '{{ $value }}'),
      description: templateText(plan.description),
      runbook_url: runbookAddress(plan.runbook, options.runbooks),
    },
  };
}

/** What happened, to whom, how often: with values that the alert's labels bring. */
export function summaryOf(plan: AlertPlan, value: string): string {
  const about = logqlLabels(plan).map((label) => `${label} {{ $labels.${label} }}`);
  return `${templateText(plan.title)}: ${about.join(', ')} (${value})`;
}
