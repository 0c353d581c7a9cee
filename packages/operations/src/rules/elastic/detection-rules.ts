import { intervalSeconds } from '../interval.js';
import type { AlertPlan } from '../plan/alert-plan.js';
import { fieldsOfKey } from '../plan/order-names.js';
import type { RuleOptions } from '../rule-options.js';
import { runbookAddress } from '../runbook-address.js';
import { ELASTIC_SEVERITY } from '../severity.js';
import { documentField } from './document-field.js';
import { esqlQuery } from './esql-query.js';

/** How long the same thing is told once: as long as an incident stays open without news. */
const SUPPRESSED_MINUTES = 15;

/**
 * Detection rules as Kibana imports them: JSON, one a line, the last line counts them.
 *
 * @experimental
 */
export function elasticDetectionRules(plans: readonly AlertPlan[], options: RuleOptions): string {
  const count = plans.length;
  const details = {
    exported_count: count,
    exported_rules_count: count,
    missing_rules: [],
    missing_rules_count: 0,
    exported_exception_list_count: 0,
    exported_exception_list_item_count: 0,
    missing_exception_list_item_count: 0,
    missing_exception_list_items: [],
    missing_exception_lists: [],
    missing_exception_lists_count: 0,
    exported_action_connector_count: 0,
    missing_action_connection_count: 0,
    missing_action_connections: [],
    excluded_action_connection_count: 0,
    excluded_action_connections: [],
  };
  return `${[...plans.map((plan) => ruleOf(plan, options)), details].map((line) => JSON.stringify(line)).join('\n')}\n`;
}

function ruleOf(plan: AlertPlan, options: RuleOptions): object {
  const [severity, riskScore] = ELASTIC_SEVERITY[plan.level];
  const runbook = runbookAddress(plan.runbook, options.runbooks);
  return {
    rule_id: plan.id,
    name: `Otelseal: ${plan.title}`,
    description: plan.description,
    type: 'esql',
    language: 'esql',
    query: esqlQuery(plan, options.index),
    from: `now-${plan.windowMs / 1_000}s`,
    to: 'now',
    interval: `${intervalSeconds([plan], options.elasticIntervalSeconds)}s`,
    enabled: true,
    severity,
    severity_mapping: [],
    risk_score: riskScore,
    risk_score_mapping: [],
    tags: ['Otelseal', ...plan.tags.map(tagText)],
    author: ['Otelseal'],
    license: 'Apache-2.0',
    version: 1,
    false_positives: plan.falsePositives,
    references: [runbook, ...plan.references],
    note: `## What to do\n\nFollow the runbook: ${runbook}`,
    setup: '',
    threat: [],
    max_signals: 100,
    exceptions_list: [],
    actions: [],
    immutable: false,
    related_integrations: [],
    required_fields: [],
    alert_suppression: {
      group_by: suppressedBy(plan),
      duration: { value: SUPPRESSED_MINUTES, unit: 'm' },
      missing_fields_strategy: 'suppress',
    },
  };
}

/** Kibana groups by three fields at most. */
function suppressedBy(plan: AlertPlan): readonly string[] {
  const columns =
    plan.kind === 'events'
      ? plan.fields.map(documentField)
      : plan.keys.map((key, at) => {
          const fields = fieldsOfKey(plan, at);
          return fields.length === 1 ? documentField(fields[0] as string) : key;
        });
  return columns.slice(0, 3);
}

/** `attack.t1110.001` is shown as `ATT&CK T1110.001`. */
function tagText(tag: string): string {
  return tag.startsWith('attack.t') ? `ATT&CK ${tag.slice('attack.'.length).toUpperCase()}` : tag;
}
