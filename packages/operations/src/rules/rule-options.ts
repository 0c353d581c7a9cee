import { DEFAULT_INDEX } from './elastic/esql-query.js';
import { DEFAULT_SELECTOR } from './loki/logql-query.js';
import { DEFAULT_RUNBOOK_ADDRESS } from './runbook-address.js';

/**
 * Where the alerts run and how often.
 *
 * @experimental
 */
export interface RuleOptions {
  /** Streams of Loki that are looked at. Default all that have a service: narrow it where other logs live in the same Loki. */
  readonly lokiSelector: string;
  /** Seconds between two evaluations by Loki or Grafana. Default 10: an alert is out within 15 s of its event. */
  readonly lokiIntervalSeconds: number;
  /** Data source in Grafana. Default `loki`. */
  readonly grafanaDatasourceUid: string;
  /** Indices of Elasticsearch and OpenSearch. Default `logs-*.otel-*`: the data streams of the collector's mapping mode `otel`. */
  readonly index: string;
  /** Seconds between two evaluations by Elastic. Default 20: an alert is out within 30 s of its event. */
  readonly elasticIntervalSeconds: number;
  /** Minutes between two evaluations by OpenSearch, which takes no less. Default 1. */
  readonly openSearchIntervalMinutes: number;
  /** Address of your runbooks with `{alert}` in it. Default: the pages of this package. */
  readonly runbooks: string;
}

/** @experimental */
export const RULE_DEFAULTS: RuleOptions = Object.freeze({
  lokiSelector: DEFAULT_SELECTOR,
  lokiIntervalSeconds: 10,
  grafanaDatasourceUid: 'loki',
  index: DEFAULT_INDEX,
  elasticIntervalSeconds: 20,
  openSearchIntervalMinutes: 1,
  runbooks: DEFAULT_RUNBOOK_ADDRESS,
});
