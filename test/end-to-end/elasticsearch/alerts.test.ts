import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { type AlertPlan, esqlQuery } from '@otelseal/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { shippedAlerts } from '../../../packages/operations/scripts/sigma-sources.ts';
import { ABOUT_SILENCE } from '../../../packages/operations/test/more-attacks.ts';
import { type Fired, firedBy, type StoredEvent } from '../../../packages/operations/test/reference-engine.ts';
import { Elasticsearch } from '../../backends/elasticsearch/elasticsearch.ts';
import { otelDocuments } from '../../backends/opensearch/otel-document.ts';
import { Collector } from '../../backends/otelcol/collector.ts';
import { scaled } from '../../long/scale.ts';
import { timesToAsk } from '../alerts/alert-times.ts';
import { bestOfTries } from '../alerts/best-of-tries.ts';
import { evaluateRule, type Rows } from '../alerts/elastic-rule.ts';
import { hostileAlerts } from '../alerts/hostile-alerts.ts';
import { countedRecords, sumAlert, TELLING } from '../alerts/hostile-counts.ts';
import { LiveShop } from '../alerts/live-shop.ts';
import { type PlainRecord, plainRequest } from '../alerts/plain-request.ts';
import { complaints } from '../alerts/runbook-answers.ts';
import { runbookQueries, type ShownRecord } from '../alerts/runbook-queries.ts';
import { sealDay, simulatedDay } from '../alerts/sealed-day.ts';
import { type ElasticRule, elasticRules } from '../alerts/shipped-rules.ts';
import { firedBySilence, SILENT, silentEvents, silentServices } from '../alerts/silent-services.ts';
import { generateKeys } from '../otelcol/command.ts';
import { subFolder } from '../otelcol/test-folder.ts';
import { installAlertTemplate } from '../stores/otel-template.ts';
import { bulkCreate, searchApi } from '../stores/search-api.ts';

/** From the event to the row. */
const BAR_MS = 30_000;
const folder = mkdtempSync(join(tmpdir(), 'otelseal-elastic-alerts-'));
const plans = shippedAlerts();
const day = simulatedDay(7, scaled(8_000));
const rules = new Map(elasticRules().map((rule) => [rule.rule_id, rule]));
let store: Elasticsearch;
let keyFile: string;
let sent: readonly StoredEvent[];
let expected: readonly Fired[];

beforeAll(async () => {
  store = await Elasticsearch.start(folder);
  await installAlertTemplate(store.url);
  ({ keyFile } = await generateKeys(folder));
  sent = await sealDay(day, keyFile, (request) =>
    bulkCreate(store.url, 'logs-day.otel-default', [...otelDocuments(request)]),
  );
  expected = firedBy(plans, sent);
});
afterAll(async () => {
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

const evaluate = (
  rule: Pick<ElasticRule, 'query' | 'from'>,
  plan: AlertPlan,
  nowMs: number,
  index = 'logs-day.otel-*',
) => evaluateRule(store.url, rule, plan, nowMs, index);

function ruleOf(plan: AlertPlan): ElasticRule {
  const rule = rules.get(plan.id);
  if (rule === undefined) throw new Error(`no rule for ${plan.name}`);
  return rule;
}

const ofEvents = plans.filter(({ name }) => !ABOUT_SILENCE.includes(name));

describe('a day with every attack in it, in Elasticsearch', () => {
  it('has an attacker for every alert but those about silence, which have their own', () => {
    expect([...new Set(expected.map(({ alert }) => alert))].sort()).toEqual(ofEvents.map(({ name }) => name).sort());
  });

  it.each(ofEvents)('$name fires for the attackers and for nobody else', async (plan) => {
    const fired = expected.filter(({ alert }) => alert === plan.name);
    const found = new Set<string>();
    for (const atMs of timesToAsk(plan.name, expected, day, scaled(6))) {
      const about = await evaluate(ruleOf(plan), plan, atMs);
      for (const one of about) found.add(one);
      const due = fired.filter((one) => one.atMs === atMs).map((one) => one.about);
      expect(about).toEqual(expect.arrayContaining(due));
    }
    expect([...found].sort()).toEqual(fired.map(({ about }) => about).sort());
  });
});

describe('a query of a runbook, in ES|QL', () => {
  it('shows the attack to whom an alert woke, who has only the labels of it', { timeout: 180_000 }, async () => {
    const nowMs = Date.now();
    for (const [service, records] of silentServices(nowMs)) await write(service, 'logs-silence.otel-default', records);
    const queries = runbookQueries('esql', plans, [...expected, ...firedBySilence(nowMs)]);
    expect(await complaints(queries, [...sent, ...silentEvents(nowMs)], records)).toEqual([]);
  });

  async function records(query: string): Promise<readonly ShownRecord[]> {
    const { columns, values } = (await searchApi(store.url, 'POST', '/_query', { query })) as Rows;
    const at = (name: string): number => columns.findIndex((column) => column.name === name);
    return values.map((row) => ({
      timeMs: Date.parse(String(row[at('@timestamp')])),
      eventName: String(row[at('attributes.event.name')]),
    }));
  }
});

describe('an alert for a text that somebody chose, in ES|QL', () => {
  const nowMs = Date.now();
  const hostile = hostileAlerts(nowMs - 60_000);
  const index = 'logs-hostile.otel-*';

  beforeAll(() =>
    write(
      'hostile',
      'logs-hostile.otel-default',
      hostile.map(({ record }) => record),
    ),
  );

  it.each(hostile)('finds it and nothing else: $title', async ({ record, plans: asked }) => {
    for (const plan of asked) {
      const found = await evaluate({ query: esqlQuery(plan), from: 'now-900s' }, plan, nowMs, index);
      expect([plan.name, found]).toEqual([plan.name, [record.attributes['audit.actor.id']]]);
    }
  });
});

describe('an alert that adds up what somebody wrote, in ES|QL', () => {
  it('counts a number that is none as one event, and is silenced by none', async () => {
    const nowMs = Date.now();
    await write('counts', 'logs-counts.otel-default', countedRecords(nowMs - 60_000));
    const plan = sumAlert(plans);
    expect(await evaluate(ruleOf(plan), plan, nowMs, 'logs-counts.otel-*')).toEqual(TELLING);
  });
});

async function write(service: string, index: string, records: readonly PlainRecord[]): Promise<void> {
  await bulkCreate(store.url, index, [...otelDocuments(plainRequest(service, records))]);
}

describe('the alerts about silence, in ES|QL', () => {
  it('tell who was killed and who stopped, and not who is alive or was closed in order', async () => {
    const nowMs = Date.now();
    for (const [service, records] of silentServices(nowMs)) await write(service, 'logs-silent.otel-default', records);
    const about = async (name: string) => {
      const plan = plans.find((one) => one.name === name) as AlertPlan;
      return evaluate(ruleOf(plan), plan, nowMs, 'logs-silent.otel-*');
    };
    expect({ service_silent: await about('service_silent'), stream_silent: await about('stream_silent') }).toEqual(
      SILENT,
    );
  });
});

describe('rules that are evaluated as often as they say', () => {
  it('tell within 30 seconds of the event, through the collector, that an account was broken into, in the best of up to three tries', async () => {
    const collector = await Collector.start({
      version: 'v0.120',
      folder: subFolder(folder, 'collector'),
      exporters: {
        elasticsearch: {
          endpoints: [store.url],
          mapping: { mode: 'otel' },
          logs_dynamic_index: { enabled: true },
          flush: { interval: '1s' },
        },
      },
    });
    const shop = new LiveShop(collector.url, keyFile);
    const wanted = ['brute_force_on_account', 'critical_incident', 'login_after_brute_force'];
    const watched = plans.filter(({ name }) => !['service_silent', 'stream_silent'].includes(name));
    const round = async (): Promise<readonly { name: string; about: string; atMs: number }[]> => {
      const rows: { name: string; about: string; atMs: number }[] = [];
      for (const plan of watched) {
        const found = await evaluate(ruleOf(plan), plan, Date.now(), 'logs-generic.otel-*');
        rows.push(...found.map((about) => ({ name: plan.name, about, atMs: Date.now() })));
      }
      return rows;
    };
    shop.honestPeople();
    await untilStored();
    expect(await round()).toEqual([]);
    const intervalMs = Number(/^(\d+)s$/.exec(ruleOf(watched[0] as AlertPlan).interval)?.[1]) * 1_000;
    /** From the first guess to the row that completes what must be told, at the worst moment: right after an evaluation. */
    const brokenInto = async (attempt: number) => {
      const [account, client] = [`victim-${attempt}`, `203.0.113.${50 + attempt}`];
      const startedMs = Date.now();
      shop.guesses(account, client);
      await sleep(intervalMs);
      const rows = (await round()).filter(({ about }) => about.includes(account) || about.includes(client));
      const told = [...new Set(rows.map(({ name }) => name))].sort();
      expect(told).toEqual(wanted);
      return Math.max(...rows.map(({ atMs }) => atMs)) - startedMs;
    };
    const tookMs = await bestOfTries('from the event to the last row', BAR_MS, brokenInto);
    await shop.close();
    await collector.stop();
    expect(tookMs).toBeLessThanOrEqual(BAR_MS);
  });

  async function untilStored(): Promise<void> {
    const count = async () => {
      const found = await searchApi(store.url, 'GET', '/logs-generic.otel-*/_count').catch(() => ({ count: 0 }));
      return (found as { count: number }).count;
    };
    await expect.poll(count, { timeout: 30_000 }).toBeGreaterThan(50);
  }
});
