import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { type AlertPlan, logqlLabels } from '@otelseal/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { shippedAlerts } from '../../../packages/operations/scripts/sigma-sources.ts';
import { ABOUT_SILENCE } from '../../../packages/operations/test/more-attacks.ts';
import { type Fired, firedBy, type StoredEvent } from '../../../packages/operations/test/reference-engine.ts';
import { Loki } from '../../backends/loki/loki.ts';
import { scaled } from '../../long/scale.ts';
import { lokiOver, lokiRecords } from '../alerts/loki-alerts.ts';
import { plainRequest } from '../alerts/plain-request.ts';
import { complaints } from '../alerts/runbook-answers.ts';
import { runbookQueries } from '../alerts/runbook-queries.ts';
import { sealDay, simulatedDay } from '../alerts/sealed-day.ts';
import { grafanaQueries, rulerQueries } from '../alerts/shipped-rules.ts';
import { firedBySilence, silentEvents, silentServices } from '../alerts/silent-services.ts';
import { generateKeys } from '../otelcol/command.ts';
import type { OtlpRequest } from '../stores/sealed-traffic.ts';

const EVENTS_A_DAY = 8_000;
const PART_MS = 6 * 3_600_000;
const LIMITS = {
  ingestion_rate_mb: 1000,
  ingestion_burst_size_mb: 2000,
  per_stream_rate_limit: '1GB',
  per_stream_rate_limit_burst: '2GB',
  // A day in one query sees more than a ruler, which asks for one moment.
  max_query_series: 100_000,
};
const folder = mkdtempSync(join(tmpdir(), 'otelseal-loki-alerts-'));
const plans = shippedAlerts();
/** The same day in every run: what a step of an evaluation passes over must not depend on chance. */
const day = simulatedDay(7, scaled(EVENTS_A_DAY));
let loki: Loki;
let sent: readonly StoredEvent[];
let expected: readonly Fired[];

beforeAll(async () => {
  loki = await Loki.start({ folder, limits: LIMITS });
  const { keyFile } = await generateKeys(folder);
  sent = await sealDay(day, keyFile, push);
  expected = firedBy(plans, sent);
  // Ingesters are not asked for what is older than three hours.
  await fetch(`${loki.url}/flush`, { method: 'POST' });
  await sleep(2_000);
});
afterAll(async () => {
  await loki.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function push(request: OtlpRequest): Promise<void> {
  const body = JSON.stringify(request);
  const answer = await fetch(loki.otlpUrl, { method: 'POST', body, headers: { 'Content-Type': 'application/json' } });
  if (!answer.ok) throw new Error(`Loki answered ${answer.status}: ${await answer.text()}`);
}

/** About whom an alert fired during the day, evaluated as often as its window asks for. */
async function firedInLoki(plan: AlertPlan): Promise<readonly string[]> {
  const query = rulerQueries().get(plan.name) ?? '';
  const stepSeconds = Math.min(60, Math.max(10, plan.windowMs / 30_000));
  const about = new Set<string>();
  // In parts: Loki passes 4 MiB from one of its own to another.
  for (let startMs = day.startMs; startMs < day.endMs; startMs += PART_MS) {
    const series = await lokiOver(loki.url, query, { startMs, endMs: startMs + PART_MS, stepSeconds });
    for (const { labels } of series)
      about.add(
        logqlLabels(plan)
          .map((label) => labels[label])
          .join(' '),
      );
  }
  return [...about].sort();
}

const ofEvents = plans.filter(({ name }) => !ABOUT_SILENCE.includes(name));

describe('a day with every attack in it, in Loki', () => {
  it('has an attacker for every alert but those about silence, which have their own', () => {
    expect([...new Set(expected.map(({ alert }) => alert))].sort()).toEqual(ofEvents.map(({ name }) => name).sort());
  });

  it.each(ofEvents)('$name fires for the attackers and for nobody else', async (plan) => {
    const about = expected.filter(({ alert }) => alert === plan.name).map((fired) => fired.about);
    expect(await firedInLoki(plan)).toEqual(about.sort());
  });
});

describe('a query of a runbook, in Loki', () => {
  it('shows the attack to whom an alert woke, who has only the labels of it', { timeout: 180_000 }, async () => {
    const nowMs = Date.now();
    for (const [service, records] of silentServices(nowMs)) await push(plainRequest(service, records));
    const queries = runbookQueries('logql', plans, [...expected, ...firedBySilence(nowMs)]);
    const range = { startMs: day.startMs - 3_600_000, endMs: nowMs + 60_000 };
    const ask = (query: string) => lokiRecords(loki.url, query, range);
    expect(await complaints(queries, [...sent, ...silentEvents(nowMs)], ask)).toEqual([]);
  });
});

describe('Grafana alerting', () => {
  it('asks what the ruler asks', () => {
    expect(grafanaQueries()).toEqual(rulerQueries());
  });
});
