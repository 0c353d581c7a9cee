import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Alertmanager } from '../../backends/alertmanager/alertmanager.ts';
import { Loki } from '../../backends/loki/loki.ts';
import { bestOfTries } from '../alerts/best-of-tries.ts';
import { countedRecords } from '../alerts/hostile-counts.ts';
import { LiveShop } from '../alerts/live-shop.ts';
import { type PlainRecord, plainRequest } from '../alerts/plain-request.ts';
import { rulerGroups } from '../alerts/shipped-rules.ts';
import { Webhook } from '../alerts/webhook.ts';
import { generateKeys } from '../otelcol/command.ts';

/** From the event to the page. */
const BAR_MS = 15_000;
const TOLD = ['brute_force_on_account', 'critical_incident', 'login_after_brute_force'];
/** Groups are evaluated every ten seconds, the slow one every minute. */
const SOME_EVALUATIONS_MS = 25_000;
/** Whose accounts are broken into, one a try. */
const VICTIMS = ['ada', 'grace', 'joan'];
/** Each sees two guesses, which is nothing; together they are more than an office mistypes in a minute. */
const INSTANCES = 14;
const folder = mkdtempSync(join(tmpdir(), 'otelseal-ruler-'));
let webhook: Webhook;
let alertmanager: Alertmanager;
let loki: Loki;
let shop: LiveShop;
let keyFile: string;

beforeAll(async () => {
  webhook = await Webhook.start();
  alertmanager = await Alertmanager.start(join(folder, 'alertmanager'), webhook.url);
  loki = await Loki.start({ folder, alertmanagerUrl: alertmanager.url, rules: JSON.stringify(rulerGroups()) });
  ({ keyFile } = await generateKeys(folder));
  shop = new LiveShop(loki.otlpUrl, keyFile);
});
afterAll(async () => {
  await shop.close();
  await loki.stop();
  await alertmanager.stop();
  await webhook.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Ten times the series that Loki allows a query by default. */
const CROWD = 5_000;

function failure(timeMs: number, actor: string, client: string): PlainRecord {
  const attributes = { 'audit.actor.id': actor, 'client.address': client, 'security.reason': 'wrong_password' };
  return { timeMs, eventName: 'security.authn.login.failure', attributes };
}

/** From the first guess to the page that completes what must be told. */
async function brokenInto(attempt: number): Promise<number> {
  const [account = '', client] = [VICTIMS[attempt], `203.0.113.${50 + attempt}`];
  shop.honestPeople();
  const startedMs = Date.now();
  shop.guesses(account, client);
  for (const untilMs = startedMs + 2 * BAR_MS; Date.now() < untilMs; await sleep(50)) {
    const about = webhook.alerts.filter(({ labels }) =>
      Object.values(labels).some((is) => is === account || is === client),
    );
    const first = TOLD.map((name) => about.find(({ labels }) => labels['alertname'] === name)?.atMs);
    if (!first.includes(undefined)) return Math.max(...(first as number[])) - startedMs;
  }
  return Number.POSITIVE_INFINITY;
}

interface ShownGroup {
  readonly name: string;
  readonly rules: readonly { readonly name: string; readonly health: string; readonly lastError?: string }[];
}

async function shownGroups(): Promise<readonly ShownGroup[]> {
  const answer = await fetch(`${loki.url}/prometheus/api/v1/rules`);
  return ((await answer.json()) as { data: { groups: readonly ShownGroup[] } }).data.groups;
}

describe("Loki's ruler with the rules as they are shipped", () => {
  it('wakes nobody while people log in', async () => {
    shop.honestPeople();
    await sleep(13_000);
    expect(webhook.alerts).toEqual([]);
  });

  it('tells through Alertmanager within 15 seconds of the event that an account was broken into, in the best of up to three tries', async () => {
    expect(await bestOfTries('from the event to the last page', BAR_MS, brokenInto)).toBeLessThanOrEqual(BAR_MS);
    expect(webhook.firing).toEqual(TOLD);
  });

  it('says about whom, and what to do', () => {
    const of = (name: string) => webhook.alerts.find(({ labels }) => labels['alertname'] === name);
    expect(of('login_after_brute_force')).toMatchObject({
      labels: { severity: 'critical', audit_actor_id: 'ada', client_address: '203.0.113.50' },
      annotations: {
        summary: expect.stringMatching(
          /^Login after brute force: client_address 203\.0\.113\.50, audit_actor_id ada \(\d+\)$/,
        ),
        runbook_url: expect.stringMatching(/\/runbooks\/success-after-failures\.md$/),
      },
    });
    expect(of('critical_incident')?.labels).toMatchObject({
      security_incident_detector: expect.stringMatching(/brute_force/),
      security_incident_runbook: expect.stringContaining('https://wiki.example/'),
    });
  });

  it('tells among thousands of people who mistype at the same time, of whom Loki counts each', async () => {
    const timeMs = Date.now();
    const crowd = Array.from({ length: CROWD }, (_, n) =>
      failure(timeMs, `crowd-${n}`, `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`),
    );
    const guesses = Array.from({ length: 20 }, (_, n) => failure(timeMs + n, 'eve', '203.0.113.99'));
    const body = JSON.stringify(plainRequest('crowd', [...crowd, ...guesses]));
    const answer = await fetch(loki.otlpUrl, { method: 'POST', body, headers: { 'Content-Type': 'application/json' } });
    expect(answer.status).toBe(204);
    const told = () =>
      webhook.alerts.map(({ labels }) => labels).filter((labels) => labels['audit_actor_id'] === 'eve');
    await expect.poll(told, { timeout: 2 * BAR_MS }).toMatchObject([{ alertname: 'brute_force_on_account' }]);
  });

  it('adds up what instances count of which none can judge alone', async () => {
    const instances = Array.from(
      { length: INSTANCES },
      (_, n) => new LiveShop(loki.otlpUrl, keyFile, `instance-${n}`, true),
    );
    for (const [n, instance] of instances.entries()) {
      for (const guess of [1, 2]) instance.login('failure', `victim-${n}-${guess}`, '203.0.113.77');
    }
    const told = () =>
      webhook.alerts.filter(({ labels }) => labels['audit_target_id'] === '203.0.113.77').map(({ labels }) => labels);
    await expect
      .poll(told, { timeout: 2 * BAR_MS })
      .toContainEqual(
        expect.objectContaining({ alertname: 'instances_see_client', security_incident_detector: 'brute_force' }),
      );
    await Promise.all(instances.map((instance) => instance.close()));
  });

  it('evaluates all of them, without an error, also after somebody wrote what is no number', async () => {
    const counts = JSON.stringify(plainRequest('counts', countedRecords(Date.now() - 15_000)));
    await fetch(loki.otlpUrl, { method: 'POST', body: counts, headers: { 'Content-Type': 'application/json' } });
    await expect.poll(() => webhook.firing, { timeout: 75_000 }).toContain('bulk_read'); // how soon is asked above
    const wanted = rulerGroups().groups.flatMap(({ rules }) => rules.map(({ alert }) => alert));
    const evaluated = async () =>
      (await shownGroups()).flatMap(({ rules }) => rules.filter(({ health }) => health === 'ok'));
    await expect.poll(async () => (await evaluated()).length, { timeout: 75_000 }).toBe(wanted.length);
    expect((await evaluated()).map(({ name }) => name).sort()).toEqual(wanted.sort());
    // What OtelsealRulesFailing looks at. A rule that Loki cannot evaluate fails each time; once is a Loki that has just begun.
    const before = await failedEvaluations();
    expect(before.map(({ group }) => group).sort()).toEqual(
      rulerGroups()
        .groups.map(({ name }) => name)
        .sort(),
    );
    await sleep(SOME_EVALUATIONS_MS);
    expect(await failedEvaluations()).toEqual(before);
  });
});

/** Failures by group of rules, as Loki counts them since it began. */
async function failedEvaluations(): Promise<{ readonly group: string; readonly count: string }[]> {
  const metrics = await (await fetch(`${loki.url}/metrics`)).text();
  return [
    ...metrics.matchAll(/^loki_prometheus_rule_evaluation_failures_total\{(?:.*,)?rule_group="([^"]*)".*\} (.*)$/gm),
  ].map(([, group = '', count = '']) => ({ group: group.split(';').at(-1) ?? '', count }));
}
