import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type AlertPlan, logqlQuery, planAlerts, readSigma } from '@otelseal/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';

import { Loki } from '../../backends/loki/loki.ts';
import { hostileAlerts } from '../alerts/hostile-alerts.ts';
import { countedRecords, HOSTILE_COUNTS, TELLING } from '../alerts/hostile-counts.ts';
import { lokiAt } from '../alerts/loki-alerts.ts';
import { type PlainRecord, plainRequest } from '../alerts/plain-request.ts';
import { rulerQueries } from '../alerts/shipped-rules.ts';
import { SILENT, silentServices } from '../alerts/silent-services.ts';

const folder = mkdtempSync(join(tmpdir(), 'otelseal-loki-texts-'));
const nowMs = Date.now();
const hostile = hostileAlerts(nowMs - 60_000);
let loki: Loki;

beforeAll(async () => {
  loki = await Loki.start({ folder });
  await push(
    'hostile',
    hostile.map(({ record }) => record),
  );
  for (const [service, records] of silentServices(nowMs)) await push(service, records);
  await push('counts', countedRecords(nowMs - 60_000));
});
afterAll(async () => {
  await loki.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function push(service: string, records: readonly PlainRecord[]): Promise<void> {
  const body = JSON.stringify(plainRequest(service, records));
  const answer = await fetch(loki.otlpUrl, { method: 'POST', body, headers: { 'Content-Type': 'application/json' } });
  if (!answer.ok) throw new Error(`Loki answered ${answer.status}: ${await answer.text()}`);
}

async function firing(query: string, ...labels: readonly string[]): Promise<readonly string[]> {
  const series = await lokiAt(loki.url, query, nowMs);
  return series.map((one) => labels.map((label) => one.labels[label]).join(' ')).sort();
}

describe('an alert for a text that somebody chose, in LogQL', () => {
  it.each(hostile)('finds it and nothing else: $title', async ({ record, plans }) => {
    for (const plan of plans) {
      expect([plan.name, await firing(logqlQuery(plan), 'audit_actor_id')]).toEqual([
        plan.name,
        [record.attributes['audit.actor.id']],
      ]);
    }
  });
});

describe('an alert that adds up what somebody wrote, in LogQL', () => {
  it('counts a number that is none as one event, and is silenced by none', async () => {
    expect(await firing(rulerQueries().get('bulk_read') ?? '', 'audit_actor_id')).toEqual(TELLING);
  });

  it('and is silenced by nobody who names his attributes as Loki names its errors', async () => {
    expect(await firing(rulerQueries().get('decoy_touched') ?? '', 'audit_actor_id')).toEqual(['forger']);
  });

  it('or compares it with a number, does not end with what is none', async () => {
    const rule = {
      title: 'At least',
      id: '00000000-0000-4000-8000-000000000009',
      name: 'at_least',
      description: 'A number that somebody chose.',
      level: 'low',
      fields: ['audit.actor.id'],
      detection: { many: { 'security.data.count|gte': 199 }, condition: 'many' },
      otelseal: { runbook: 'hostile' },
    };
    const [plan] = planAlerts(readSigma(stringify(rule), 'at-least.yml')) as [AlertPlan, ...AlertPlan[]];
    const trillions = [10n ** 12n, '1000000000000'].map((count) => HOSTILE_COUNTS.indexOf(count));
    const expected = ['exporter', 'texter', ...trillions.flatMap((n) => [`reader-${n}`, `visitor-${n}`])];
    expect(await firing(logqlQuery(plan), 'audit_actor_id')).toEqual(expected.sort());
  });
});

describe('the alerts about silence, in LogQL', () => {
  it('tell who was killed and who stopped, and not who is alive or was closed in order', async () => {
    const queries = rulerQueries();
    expect({
      service_silent: await firing(queries.get('service_silent') ?? '', 'service_name'),
      stream_silent: await firing(queries.get('stream_silent') ?? '', 'service_name', 'audit_sequence_stream_id'),
    }).toEqual(SILENT);
  });
});
