import { runbookAddress } from '@otelseal/operations';
import { stringify } from 'yaml';

import { METRIC_ALERTS } from './metric-alerts.ts';

/** Folder and name below `rules/`. */
export const PROMETHEUS_RULES = 'prometheus/otelseal-metrics.yaml';

/** The page that has a section for each of these alerts. */
export const METRICS_RUNBOOK = 'own-metrics';

/** A rule file of Prometheus; Mimir's and VictoriaMetrics' rulers read the same. */
export function prometheusRules(): string {
  const rules = METRIC_ALERTS.map(({ name, severity, title, description, expr, for: holds }) => ({
    alert: name,
    expr,
    for: holds,
    labels: { severity, origin: 'otelseal' },
    annotations: {
      summary: `${title}: {{ $labels.job }} {{ $labels.instance }}`,
      description,
      runbook_url: `${runbookAddress(METRICS_RUNBOOK)}#${name.toLowerCase()}`,
    },
  }));
  const text = stringify({ groups: [{ name: 'otelseal-metrics', interval: '30s', rules }] }, { lineWidth: 0 });
  return `# Generated from scripts/metric-alerts.ts; change it there.\n${text}`;
}
