// The alerting plugin is in no package registry: what is run here is what a monitor asks the node for, and its condition, as the plugin
// puts it beside the groups. That the plugin takes the monitors is not run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type AlertPlan, generateRules } from '@otelseal/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { shippedAlerts } from '../../../packages/operations/scripts/sigma-sources.ts';
import { type Fired, firedBy } from '../../../packages/operations/test/reference-engine.ts';
import { OpenSearch } from '../../backends/opensearch/opensearch.ts';
import { otelDocuments } from '../../backends/opensearch/otel-document.ts';
import { scaled } from '../../long/scale.ts';
import { timesToAsk } from '../alerts/alert-times.ts';
import { hostileAlerts } from '../alerts/hostile-alerts.ts';
import { type PlainRecord, plainRequest } from '../alerts/plain-request.ts';
import { sealDay, simulatedDay } from '../alerts/sealed-day.ts';
import { alertFields, type Monitor, openSearchMonitors } from '../alerts/shipped-rules.ts';
import { SILENT, silentServices } from '../alerts/silent-services.ts';
import { generateKeys } from '../otelcol/command.ts';
import { bulkCreate, searchApi } from '../stores/search-api.ts';

const folder = mkdtempSync(join(tmpdir(), 'otelseal-opensearch-alerts-'));
const monitors = openSearchMonitors();
const plans = shippedAlerts().filter(({ name }) => monitors.has(name));
const day = simulatedDay(7, scaled(8_000));
let store: OpenSearch;
let expected: readonly Fired[];

beforeAll(async () => {
  store = await OpenSearch.start(folder);
  await searchApi(store.url, 'PUT', '/_component_template/otelseal-alert-fields', alertFields('opensearch'));
  await searchApi(store.url, 'PUT', '/_index_template/otelseal', {
    index_patterns: ['logs-*.otel-*'],
    composed_of: ['otelseal-alert-fields'],
    template: {
      settings: { number_of_replicas: 0 },
      mappings: {
        properties: {
          '@timestamp': { type: 'date' },
          resource: { properties: { attributes: { properties: { 'service.name': { type: 'keyword' } } } } },
        },
      },
    },
  });
  const { keyFile } = await generateKeys(folder);
  const sent = await sealDay(day, keyFile, (request) =>
    bulkCreate(store.url, 'logs-day.otel-default', [...otelDocuments(request)]),
  );
  expected = firedBy(plans, sent);
});
afterAll(async () => {
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Groups {
  readonly aggregations: {
    readonly composite_agg: { readonly buckets: readonly { readonly key: Readonly<Record<string, unknown>> }[] };
  };
}

interface Search {
  readonly aggregations: { readonly composite_agg: { readonly composite: object; readonly aggregations: object } };
}

/** Runs what a monitor asks for, with the condition of its trigger on every group. @returns about whom it would be triggered */
async function evaluate(monitor: Monitor, plan: AlertPlan, nowMs: number, index: string): Promise<readonly string[]> {
  const search = JSON.parse(JSON.stringify(monitor.inputs[0].search.query).replaceAll('{{period_end}}', String(nowMs)));
  const { buckets_path, script, gap_policy } = monitor.triggers[0].bucket_level_trigger.condition;
  const { composite, aggregations } = (search as Search).aggregations.composite_agg;
  const trigger = { bucket_selector: { buckets_path, script, gap_policy } };
  const asked = {
    ...search,
    aggregations: { composite_agg: { composite, aggregations: { ...aggregations, trigger } } },
  };
  const answer = (await searchApi(store.url, 'POST', `/${index}/_search`, asked)) as Groups;
  const keys = plan.kind === 'events' ? plan.fields : plan.keys;
  const found = answer.aggregations.composite_agg.buckets.map(({ key }) =>
    keys.map((name) => key[name.replaceAll('.', '_')]).join(' '),
  );
  return found.sort();
}

const monitorOf = (plan: AlertPlan): Monitor => monitors.get(plan.name) as Monitor;

describe('a day with every attack in it, in OpenSearch', () => {
  it('has a monitor for every alert but the one that groups by two fields', () => {
    expect(shippedAlerts().flatMap(({ name }) => (monitors.has(name) ? [] : [name]))).toEqual(['fresh_admin_grant']);
  });

  it('makes most alerts fire', () => {
    expect(new Set(expected.map(({ alert }) => alert)).size).toBeGreaterThanOrEqual(24);
  });

  it.each(plans)('$name is triggered for the attackers and for nobody else', async (plan) => {
    const fired = expected.filter(({ alert }) => alert === plan.name);
    const found = new Set<string>();
    for (const atMs of timesToAsk(plan.name, expected, day, scaled(6))) {
      const about = await evaluate(monitorOf(plan), plan, atMs, 'logs-day.otel-default');
      for (const one of about) found.add(one);
      const due = fired.filter((one) => one.atMs === atMs).map((one) => one.about);
      expect(about).toEqual(expect.arrayContaining(due));
    }
    expect([...found].sort()).toEqual(fired.map(({ about }) => about).sort());
  });
});

async function write(service: string, index: string, records: readonly PlainRecord[]): Promise<void> {
  await bulkCreate(store.url, index, [...otelDocuments(plainRequest(service, records))]);
}

describe('an alert for a text that somebody chose, as a monitor', () => {
  const nowMs = Date.now();
  const hostile = hostileAlerts(nowMs - 60_000);

  beforeAll(() =>
    write(
      'hostile',
      'logs-hostile.otel-default',
      hostile.map(({ record }) => record),
    ),
  );

  it.each(hostile)('finds it and nothing else: $title', async ({ record, plans: asked }) => {
    for (const plan of asked) {
      const monitor = JSON.parse(generateRules([plan]).get(`opensearch/monitors/${plan.name}.json`) ?? '') as Monitor;
      const found = await evaluate(monitor, plan, nowMs, 'logs-hostile.otel-default');
      expect([plan.name, found]).toEqual([plan.name, [record.attributes['audit.actor.id']]]);
    }
  });
});

describe('the alerts about silence, as monitors', () => {
  it('tell who was killed and who stopped, and not who is alive or was closed in order', async () => {
    const nowMs = Date.now();
    for (const [service, records] of silentServices(nowMs)) await write(service, 'logs-silent.otel-default', records);
    const about = (name: string) => {
      const plan = plans.find((one) => one.name === name) as AlertPlan;
      return evaluate(monitorOf(plan), plan, nowMs, 'logs-silent.otel-default');
    };
    expect({ service_silent: await about('service_silent'), stream_silent: await about('stream_silent') }).toEqual(
      SILENT,
    );
  });
});
