import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { METRICS } from '@otelseal/semantic-conventions';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { METRIC_ALERTS } from '../scripts/metric-alerts.js';
import { METRICS_RUNBOOK, PROMETHEUS_RULES, prometheusRules } from '../scripts/prometheus-rules.js';
import { runbookAddress } from '../src/index.js';
import { runbookPages } from './runbook-pages.js';

const FOLDER = fileURLToPath(new URL('../', import.meta.url));
const PACKAGES = fileURLToPath(new URL('../../', import.meta.url));
const runbook = runbookPages().find(({ name }) => name === METRICS_RUNBOOK)?.text ?? '';
const queries = [
  ...METRIC_ALERTS.map(({ expr }) => expr),
  ...[...runbook.matchAll(/```promql\n(.*)\n```/g)].map(([, query]) => query as string),
];

/** OpenTelemetry's "Prometheus and OpenMetrics compatibility": dots become underscores, then the unit, then what a counter ends with. */
const UNITS: Readonly<Record<string, string>> = { By: 'bytes', s: 'seconds' };
function prometheusName(name: string, unit: string, instrument: string): string {
  const words = name.replaceAll('.', '_');
  const suffix = UNITS[unit];
  const measured = suffix === undefined || words.endsWith(`_${suffix}`) ? words : `${words}_${suffix}`;
  return instrument === 'counter' ? `${measured}_total` : measured;
}

const byName = new Map(
  Object.entries(METRICS).flatMap(([name, definition]) => [
    [prometheusName(name, definition.unit, definition.instrument), definition],
    [prometheusName(name, '', definition.instrument), definition], // as exporters write it that leave units out
  ]),
);

/** Selectors of a query: the metric, and what its labels must be. */
function selectorsOf(
  query: string,
): { readonly metric: string; readonly labels: readonly (readonly [string, string[]])[] }[] {
  return [...query.matchAll(/(otelseal_[a-z_]+)(?:\{([^}]*)\})?/g)].map(([, metric = '', matchers = '']) => ({
    metric,
    labels: [...matchers.matchAll(/(\w+)=~?"([^"]*)"/g)].map(
      ([, label = '', values = '']) => [label, values.split('|')] as const,
    ),
  }));
}

/** All of the code that may count something. */
function sourceTexts(): string {
  const packages = ['log-processors', 'signing-exporter', 'node', 'gateway', 'detection'];
  const files = packages.flatMap((name) => {
    const folder = join(PACKAGES, name, 'src');
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file));
  });
  return files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}

describe('the alerts over our own metrics', () => {
  it('are in the file as `node packages/operations/scripts/generate.ts` writes them', () => {
    expect(readFileSync(join(FOLDER, 'rules', PROMETHEUS_RULES), 'utf8')).toBe(prometheusRules());
    const { groups } = parse(prometheusRules());
    expect(groups[0].rules.map(({ alert }: { readonly alert: string }) => alert)).toEqual(
      METRIC_ALERTS.map(({ name }) => name),
    );
  });

  it('ask for metrics that the code shows, by labels and values that it gives them', () => {
    const source = sourceTexts();
    const selectors = queries.flatMap(selectorsOf);
    expect(selectors.length).toBeGreaterThan(METRIC_ALERTS.length);
    for (const { metric, labels } of selectors) {
      const definition = byName.get(metric);
      expect(definition, metric).toBeDefined();
      for (const [label, values] of labels) {
        const allowed = definition?.attributes[label];
        expect(allowed, `${metric}{${label}}`).toBeDefined();
        for (const value of values) {
          // Of an open label the code must know the value, or the beginning of it.
          if (allowed?.length === 0)
            expect(source, `${metric}{${label}="${value}"}`).toContain(`'${value.replace(/\.\*$/, '')}`);
          else expect(allowed, `${metric}{${label}="${value}"}`).toContain(value);
        }
      }
    }
  });

  it('have a section each in the runbook, which their annotation leads to', () => {
    const headings = [...runbook.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(METRIC_ALERTS.map(({ name }) => name));
    for (const { name, severity } of METRIC_ALERTS) {
      const section = runbook.slice(runbook.indexOf(`## ${name}\n`)).split(/^## /m)[1] ?? '';
      expect(section).toMatch(
        new RegExp(
          `\\*\\*What it means\\*\\* \\(${severity}\\).*\\*\\*Confirm\\*\\*.*\\*\\*Contain and recover\\*\\*.*\\*\\*Tell\\*\\*`,
          's',
        ),
      );
    }
    const { groups } = parse(prometheusRules());
    for (const { alert, annotations } of groups[0].rules)
      expect(annotations.runbook_url).toBe(`${runbookAddress(METRICS_RUNBOOK)}#${alert.toLowerCase()}`);
  });
});
