import { elasticFieldsTemplate, openSearchFieldsTemplate } from './elastic/alert-fields.js';
import { elasticDetectionRules } from './elastic/detection-rules.js';
import { grafanaAlerting } from './grafana/alert-rules.js';
import { lokiRuleGroups } from './loki/rule-groups.js';
import { canBeMonitored } from './opensearch/monitor-search.js';
import { openSearchMonitor } from './opensearch/monitors.js';
import type { AlertPlan } from './plan/alert-plan.js';
import { RULE_DEFAULTS, type RuleOptions } from './rule-options.js';
import { yamlText } from './yaml-text.js';

const COMMENT = 'Generated from the Sigma rules of @otelseal/operations. Do not edit.';

/**
 * The files that back ends read, by name.
 *
 * @param plans the alerts, of `planAlerts(readSigma(…))`
 * @param options where they run and how often; what is left out stays at its default
 * @example
 * const plans = planAlerts(readSigma(readFileSync('rules.yml', 'utf8'), 'rules.yml'));
 * for (const [name, text] of generateRules(plans, { lokiSelector: '{service_name="shop"}' })) writeFileSync(name, text);
 * @experimental
 */
export function generateRules(
  plans: readonly AlertPlan[],
  options: Partial<RuleOptions> = {},
): ReadonlyMap<string, string> {
  const chosen: RuleOptions = { ...RULE_DEFAULTS, ...options };
  const files = new Map<string, string>();
  for (const group of lokiRuleGroups(plans, chosen)) {
    files.set(`loki/${group.name}.yaml`, yamlText({ groups: [group] }, COMMENT));
  }
  files.set('grafana/otelseal-alerts.yaml', yamlText(grafanaAlerting(plans, chosen), COMMENT));
  files.set('elastic/detection-rules.ndjson', elasticDetectionRules(plans, chosen));
  files.set('elastic/alert-fields.json', json(elasticFieldsTemplate(plans)));
  files.set('opensearch/alert-fields.json', json(openSearchFieldsTemplate(plans)));
  for (const plan of plans.filter(canBeMonitored)) {
    files.set(`opensearch/monitors/${plan.name}.json`, json(openSearchMonitor(plan, chosen)));
  }
  return files;
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
