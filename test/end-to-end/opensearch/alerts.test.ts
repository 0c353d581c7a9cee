// The alerting plugin is in no package registry: what is run here is what a monitor asks the node for, and its condition, as the plugin
// puts it beside the groups. That the plugin takes the monitors is not run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type AlertPlan, generateRules } from '@otelseal/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { shippedAlerts } from '../../../packages/operations/scripts/sigma-sources.ts';
import { ABOUT_SILENCE } from '../../../packages/operations/test/more-attacks.ts';
import { type Fired, firedBy } from '../../../packages/operations/test/reference-engine.ts';
import { OpenSearch } from '../../backends/opensearch/opensearch.ts';
import { otelDocuments } from '../../backends/opensearch/otel-document.ts';
import { scaled } from '../../long/scale.ts';
import { timesToAsk } from '../alerts/alert-times.ts';
import { hostileAlerts } from '../alerts/hostile-alerts.ts';
import { countedRecords, sumAlert, TELLING } from '../alerts/hostile-counts.ts';
import { evaluateMonitor } from '../alerts/opensearch-monitor.ts';
import { type PlainRecord, plainRequest } from '../alerts/plain-request.ts';
import { sealDay, simulatedDay } from '../alerts/sealed-day.ts';
import { type Monitor, openSearchMonitors } from '../alerts/shipped-rules.ts';
import { SILENT, silentServices } from '../alerts/silent-services.ts';
import { generateKeys } from '../otelcol/command.ts';
import { bulkCreate } from '../stores/search-api.ts';
import { installAlertTemplate } from './templates.ts';

const folder = mkdtempSync(join(tmpdir(), 'otelseal-opensearch-alerts-'));
const monitors = openSearchMonitors();
const plans = shippedAlerts().filter(({ name }) => monitors.has(name));
const day = simulatedDay(7, scaled(8_000));
let store: OpenSearch;
let expected: readonly Fired[];

beforeAll(async () => {
  store = await OpenSearch.start(folder);
  await installAlertTemplate(store.url);
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

const evaluate = (monitor: Monitor, plan: AlertPlan, nowMs: number, index: string) =>
  evaluateMonitor(store.url, monitor, plan, nowMs, index);
const monitorOf = (plan: AlertPlan): Monitor => monitors.get(plan.name) as Monitor;

const ofEvents = plans.filter(({ name }) => !ABOUT_SILENCE.includes(name));

describe('a day with every attack in it, in OpenSearch', () => {
  it('has a monitor for every alert but the one that groups by two fields', () => {
    expect(shippedAlerts().flatMap(({ name }) => (monitors.has(name) ? [] : [name]))).toEqual(['fresh_admin_grant']);
  });

  it('has an attacker for every alert but those about silence, which have their own', () => {
    expect([...new Set(expected.map(({ alert }) => alert))].sort()).toEqual(ofEvents.map(({ name }) => name).sort());
  });

  it.each(ofEvents)('$name is triggered for the attackers and for nobody else', async (plan) => {
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

describe('an alert that adds up what somebody wrote, as a monitor', () => {
  it('counts a number that is none as one event, and is silenced by none', async () => {
    const nowMs = Date.now();
    await write('counts', 'logs-counts.otel-default', countedRecords(nowMs - 60_000));
    const plan = sumAlert(plans);
    expect(await evaluate(monitorOf(plan), plan, nowMs, 'logs-counts.otel-default')).toEqual(TELLING);
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
