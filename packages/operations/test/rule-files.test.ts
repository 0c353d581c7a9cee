import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { lokiName } from '@otelseal/semantic-conventions';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { shippedAlerts } from '../scripts/sigma-sources.js';
import { generateRules } from '../src/index.js';

const RULES = fileURLToPath(new URL('../rules/', import.meta.url));
const plans = shippedAlerts();
const names = plans.map(({ name }) => name).sort();
const read = (file: string) => readFileSync(RULES + file, 'utf8');
/** As Kibana 8.19 documents the members of a detection rule that it imports. */
const KIBANA_SEVERITIES = ['low', 'medium', 'high', 'critical'];

describe('the rule files', () => {
  it('are what sigma/ says', () => {
    const there = readdirSync(RULES, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const wanted = generateRules(plans);
    expect(there.length).toBe(wanted.size + 1); // that for Prometheus is not made from Sigma: metric-alerts.test.ts
    for (const [file, text] of wanted) expect(read(file)).toBe(text);
  });

  it('for Loki have every alert once, with a runbook', () => {
    const groups = readdirSync(`${RULES}loki`).flatMap((file) => parse(read(`loki/${file}`)).groups);
    expect(new Set(groups.map(({ name }) => name)).size).toBe(groups.length);
    const rules = groups.flatMap((group) => group.rules);
    expect(rules.map(({ alert }) => alert).sort()).toEqual(names);
    for (const { annotations } of rules) expect(annotations.runbook_url).toMatch(/\/runbooks\/[a-z-]+\.md$/);
  });

  it('for Grafana have identifiers that it takes, and intervals that it can keep', () => {
    const { apiVersion, groups } = parse(read('grafana/otelseal-alerts.yaml'));
    expect(apiVersion).toBe(1);
    const uids = groups.flatMap(({ rules }: { rules: { uid: string }[] }) => rules.map(({ uid }) => uid));
    expect(new Set(uids).size).toBe(plans.length);
    for (const uid of uids) expect(uid).toMatch(/^[a-zA-Z0-9_-]{1,40}$/);
    for (const { interval } of groups) expect(Number.parseInt(interval, 10) % 10).toBe(0);
    for (const { rules } of groups) {
      for (const { condition, data, title } of rules) {
        expect(data.map(({ refId }: { refId: string }) => refId)).toContain(condition);
        expect(data[0].relativeTimeRange.from).toBe((plans.find(({ name }) => name === title)?.windowMs ?? 0) / 1_000);
      }
    }
  });

  it('for Kibana are JSON a line, with what an import asks for, and counted by the last line', () => {
    const lines = read('elastic/detection-rules.ndjson')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const { exported_rules_count } = lines.pop();
    expect(exported_rules_count).toBe(lines.length);
    expect(lines.map(({ rule_id }) => rule_id).sort()).toEqual(plans.map(({ id }) => id).sort());
    for (const rule of lines) {
      expect(rule).toMatchObject({ type: 'esql', language: 'esql', to: 'now', enabled: true, max_signals: 100 });
      expect(KIBANA_SEVERITIES).toContain(rule.severity);
      expect(rule.risk_score).toBeLessThanOrEqual(100);
      expect(rule.from).toMatch(/^now-\d+s$/);
      expect(rule.alert_suppression.group_by.length).toBeLessThanOrEqual(3);
    }
  });

  it('for OpenSearch are bucket-level monitors with one trigger', () => {
    for (const file of readdirSync(`${RULES}opensearch/monitors`)) {
      const monitor = JSON.parse(read(`opensearch/monitors/${file}`));
      expect(monitor).toMatchObject({ type: 'monitor', monitor_type: 'bucket_level_monitor', enabled: true });
      const [{ bucket_level_trigger: trigger }] = monitor.triggers;
      expect(trigger.condition.parent_bucket_path).toBe('composite_agg');
      const aggregations = monitor.inputs[0].search.query.aggregations.composite_agg.aggregations;
      const measured = Object.values(trigger.condition.buckets_path as Record<string, string>).map(
        (path) => path.split('>')[0] ?? '',
      );
      for (const name of measured) expect(name === '_count' || name in aggregations).toBe(true);
    }
  });

  it('take another selector, index, data source and interval', () => {
    const files = generateRules(plans, {
      lokiSelector: '{service_name="shop"}',
      index: 'audit-*',
      grafanaDatasourceUid: 'my-loki',
      lokiIntervalSeconds: 30,
      elasticIntervalSeconds: 120,
      runbooks: 'https://wiki.example/{alert}',
    });
    const all = [...files]
      .filter(([file]) => !file.endsWith('alert-fields.json'))
      .map(([, text]) => text)
      .join('\n');
    expect(all).not.toMatch(/service_name=~|logs-\*|unpkg|"interval":"20s"|interval: 10s/);
    expect(all).toMatch(/datasourceUid: my-loki/);
  });

  it('name labels of Loki that records have', () => {
    const labels = [...read('grafana/otelseal-alerts.yaml').matchAll(/\$labels\.([A-Za-z_]+)/g)].map(
      ([, label]) => label,
    );
    const known = plans.flatMap((plan) => (plan.kind === 'events' ? plan.fields : plan.keys)).map(lokiName);
    expect(labels.filter((label) => !known.includes(label ?? ''))).toEqual([]);
  });
});

describe('a runbook', () => {
  it.each([...new Set(plans.map(({ runbook }) => runbook))])('%s is there', (runbook) => {
    expect(existsSync(fileURLToPath(new URL(`../runbooks/${runbook}.md`, import.meta.url)))).toBe(true);
  });
});
