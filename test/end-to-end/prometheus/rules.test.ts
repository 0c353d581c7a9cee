import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { METRICS } from '@otelseal/semantic-conventions';
import { SPOOL_DEFAULTS } from '@otelseal/signing-exporter';
import { describe, expect, it, onTestFinished } from 'vitest';

const RULES = fileURLToPath(
  new URL('../../../packages/operations/rules/prometheus/otelseal-metrics.yaml', import.meta.url),
);
const run = promisify(execFile);
const HALF = SPOOL_DEFAULTS.maxBytes / 2;

/** Series of one process in the notation of `promtool`: a sample every 30 s; `_` is none. */
type Series = Readonly<Record<string, string>>;

interface Case {
  readonly alert: string;
  /** When it is looked at. */
  readonly at: string;
  readonly bad: readonly Series[];
  readonly good: readonly Series[];
}

const attempts = (outcome: string, values: string): Series => ({
  [`otelseal_delivery_attempts_total{sink="first",outcome="${outcome}"}`]: values,
});
const records = (stage: string, outcome: string, values: string): Series => ({
  [`otelseal_records_total{stage="${stage}",outcome="${outcome}"}`]: values,
});
const errors = (code: string, values: string): Series => ({
  [`otelseal_internal_errors_total{code="${code}"}`]: values,
});
const requests = (outcome: string, values: string): Series => ({
  [`otelseal_gateway_requests_total{outcome="${outcome}"}`]: values,
});
const failures = (group: string, values: string): Series => ({
  [`loki_prometheus_rule_evaluation_failures_total{rule_group="${group}"}`]: values,
});
const waiting = (sink: string, values: string): Series => ({
  [`otelseal_delivery_waiting_bytes{sink="${sink}"}`]: values,
});
/** The series appears with its first count, as ours do. */
const FIRST = '_x20 1x40';
const GROWS = '5+0x20 5+1x40';
/** Long ago, and never again. */
const OLD = '7+0x60';

const CASES: readonly Case[] = [
  {
    alert: 'OtelsealSanitizerFailing',
    at: '20m',
    bad: [{ 'otelseal_sanitize_findings_total{rule="internal-error"}': FIRST }],
    good: [
      { 'otelseal_sanitize_findings_total{rule="aws-key"}': GROWS },
      { 'otelseal_sanitize_findings_total{rule="internal-error"}': OLD },
    ],
  },
  {
    alert: 'OtelsealSealingFailing',
    at: '20m',
    bad: [records('seal', 'failed', GROWS), errors('ERR_SIGNER_UNAVAILABLE', FIRST), errors('ERR_KEY_UNSAFE', FIRST)],
    good: [records('seal', 'sealed', GROWS), errors('ERR_CONTEXT_UNREADABLE', GROWS), records('seal', 'failed', OLD)],
  },
  {
    alert: 'OtelsealCheckpointOld',
    at: '10m',
    bad: [{ otelseal_checkpoint_age_seconds: '1+30x20' }, { otelseal_checkpoint_age: '1+30x20' }],
    good: [{ otelseal_checkpoint_age_seconds: '1+30x4 1+0x20' }, { otelseal_checkpoint_age_seconds: '60x20' }],
  },
  {
    alert: 'OtelsealRecordsLost',
    at: '20m',
    bad: [records('seal', 'lost', FIRST), records('batch', 'dropped', GROWS), records('deliver', 'abandoned', FIRST)],
    good: [records('deliver', 'delivered', GROWS), records('seal', 'lost', OLD)],
  },
  {
    alert: 'OtelsealSpoolNotWritable',
    at: '20m',
    bad: [
      { 'otelseal_spool_frames_total{outcome="refused"}': FIRST },
      { 'otelseal_spool_syncs_total{outcome="failure"}': FIRST },
    ],
    good: [
      { 'otelseal_spool_frames_total{outcome="written"}': GROWS },
      { 'otelseal_spool_syncs_total{outcome="success"}': GROWS },
    ],
  },
  {
    alert: 'OtelsealSpoolFilling',
    at: '20m',
    bad: [{ otelseal_spool_bytes: `${HALF + 1}x60` }],
    good: [{ otelseal_spool_bytes: `${HALF}x60` }, { otelseal_spool_bytes: `0x36 ${HALF * 2}x4` }],
  },
  {
    alert: 'OtelsealDeliveryFailing',
    at: '20m',
    bad: [attempts('failure', '0+1x60'), { ...attempts('failure', '0+1x60'), ...attempts('success', OLD) }],
    good: [
      attempts('success', '0+1x60'),
      { ...attempts('failure', '0+1x60'), ...attempts('partial', '0+1x60') },
      attempts('failure', OLD),
      attempts('failure', '0+1x6 6x60'),
    ],
  },
  {
    alert: 'OtelsealReceiverBehind',
    at: '20m',
    bad: [
      { 'otelseal_delivery_stalled_seconds{sink="second"}': '0+30x60' },
      { 'otelseal_delivery_stalled{sink="first"}': '0+30x60' },
      { ...waiting('first', '0x60'), ...waiting('second', `${HALF / 2 + 1}x60`) },
    ],
    good: [
      { 'otelseal_delivery_stalled_seconds{sink="second"}': '0+30x18 0x60' },
      { ...waiting('first', `${HALF / 2}x60`), ...waiting('second', `${HALF / 2}x60`) },
    ],
  },
  {
    alert: 'OtelsealDeliveryLagging',
    at: '30m',
    bad: [
      records('seal', 'sealed', '0+9x60'),
      { ...records('seal', 'sealed', '0+9x60'), ...records('deliver', 'delivered', OLD) },
    ],
    good: [
      { ...records('seal', 'sealed', '0+9x60'), ...records('deliver', 'delivered', '0+8x60') },
      { ...records('seal', 'sealed', OLD), ...records('deliver', 'delivered', OLD) },
    ],
  },
  {
    alert: 'OtelsealDeadLetters',
    at: '20m',
    bad: [
      records('deliver', 'undeliverable', FIRST),
      errors('ERR_SPOOL_EXPIRED', FIRST),
      errors('ERR_SPOOL_DAMAGED', GROWS),
    ],
    good: [
      records('deliver', 'delivered', GROWS),
      records('deliver', 'undeliverable', OLD),
      errors('ERR_SPOOL_READ', GROWS),
    ],
  },
  {
    alert: 'OtelsealGatewayTurnsAway',
    at: '20m',
    bad: [
      { ...requests('accepted', '0+90x60'), ...requests('throttled', '0+10x60') },
      requests('unavailable', '0+1x60'),
    ],
    good: [{ ...requests('accepted', '0+99x60'), ...requests('unavailable', '0+1x60') }, requests('refused', '0+9x60')],
  },
  {
    alert: 'OtelsealRulesFailing',
    at: '12m',
    bad: [failures('/rules/fake/otelseal-data.yaml;otelseal-data', GROWS), failures('rules.yaml;otelseal-data', FIRST)],
    good: [failures('rules.yaml;somebody-elses', GROWS), failures('rules.yaml;otelseal-data', OLD)],
  },
];

/** Whether the real engine fires an alert for these series of one process. */
async function fires(alert: string, series: Series, at: string): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'otelseal-prometheus-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const where = 'job="shop",instance="shop-1"';
  const input = Object.entries(series).map(([name, values]) => ({
    series: name.includes('{') ? name.replace('}', `,${where}}`) : `${name}{${where}}`,
    values,
  }));
  const rule = { eval_time: at, alertname: alert, exp_alerts: [] };
  const test = { interval: '30s', input_series: input, alert_rule_test: [rule] };
  const file = join(folder, 'test.yaml');
  writeFileSync(file, JSON.stringify({ rule_files: [RULES], evaluation_interval: '30s', tests: [test] }));
  try {
    await run('promtool', ['test', 'rules', file]);
    return false;
  } catch (cause) {
    const { stdout, stderr } = cause as { readonly stdout: string; readonly stderr: string };
    const said = `${stdout}${stderr}`;
    if (!said.includes('exp:[') || !said.includes(`alertname="${alert}"`)) throw new Error(said, { cause });
    return true;
  }
}

describe('the rules over our own metrics', () => {
  it('are ones that Prometheus accepts, each with a case here', async () => {
    const { stdout } = await run('promtool', ['check', 'rules', RULES]);
    expect(stdout).toContain(`SUCCESS: ${CASES.length} rules found`);
    const names = [...readFileSync(RULES, 'utf8').matchAll(/alert: (\w+)/g)].map(([, name]) => name);
    expect(CASES.map(({ alert }) => alert)).toEqual(names);
  });

  it.each(CASES)(
    '$alert fires on bad series and is silent on good ones',
    { timeout: 60_000 },
    async ({ alert, at, bad, good }) => {
      for (const series of bad) expect(await fires(alert, series, at), JSON.stringify(series)).toBe(true);
      for (const series of good) expect(await fires(alert, series, at), JSON.stringify(series)).toBe(false);
      expect(await fires(alert, {}, at)).toBe(false);
    },
  );

  it("ask for names that OpenTelemetry's own exporter for Prometheus gives our metrics", async () => {
    // The one that its SDK for Node.js brings along.
    const ofSdk = createRequire(createRequire(import.meta.url).resolve('@opentelemetry/sdk-node'));
    const [exporterName, metricsName] = ['@opentelemetry/exporter-prometheus', '@opentelemetry/sdk-metrics'];
    const { PrometheusExporter, PrometheusSerializer } = ofSdk(exporterName);
    const { MeterProvider } = ofSdk(metricsName);
    const reader = new PrometheusExporter({ preventServerStart: true });
    const meter = new MeterProvider({ readers: [reader] }).getMeter('test');
    for (const [name, { instrument, unit }] of Object.entries(METRICS)) {
      const create = instrument === 'counter' ? 'createObservableCounter' : 'createObservableGauge';
      meter[create](name, { unit }).addCallback((result: { observe(value: number): void }) => result.observe(1));
    }
    const text: string = new PrometheusSerializer().serialize((await reader.collect()).resourceMetrics);
    const shown = new Set([...text.matchAll(/^(otelseal_\w+)[ {]/gm)].map(([, name]) => name));
    const asked = new Set([...readFileSync(RULES, 'utf8').matchAll(/otelseal_[a-z_]+/g)].map(([name]) => name));
    // It leaves units out, which the collector writes behind a name; the rules ask for both.
    expect([...asked].filter((name) => !shown.has(name))).toEqual([
      'otelseal_checkpoint_age_seconds',
      'otelseal_delivery_stalled_seconds',
    ]);
    for (const name of ['otelseal_checkpoint_age', 'otelseal_delivery_stalled']) expect(asked).toContain(name);
  });
});
