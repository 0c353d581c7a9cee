export { esqlQuery } from './rules/elastic/esql-query.js';
export { esqlText } from './rules/elastic/esql-text.js';
export { generateRules } from './rules/generate-rules.js';
export { logqlLabels, logqlQuery } from './rules/loki/logql-query.js';
export { logqlText } from './rules/loki/logql-text.js';
export type { Clause } from './rules/opensearch/dsl-filter.js';
export { type MonitorSearch, monitorSearch } from './rules/opensearch/monitor-search.js';
export type { AlertPlan, EventAlert, GroupAlert, Measure } from './rules/plan/alert-plan.js';
export type { Filter, TextTest } from './rules/plan/filter.js';
export { planAlerts } from './rules/plan/plan-alerts.js';
export { RULE_DEFAULTS, type RuleOptions } from './rules/rule-options.js';
export * from './rules/runbook-address.js';
export { readSigma } from './rules/sigma/read-sigma.js';
export { SigmaError, type SigmaErrorCode } from './rules/sigma/sigma-error.js';
export type {
  CountCondition,
  SigmaCorrelationRule,
  SigmaDetectionRule,
  SigmaLevel,
  SigmaRule,
} from './rules/sigma/sigma-rule.js';
