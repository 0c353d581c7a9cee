import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { logqlQuery } from '@otelseal/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Loki } from '../../backends/loki/loki.ts';
import { hostileAlerts } from '../alerts/hostile-alerts.ts';
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

describe('the alerts about silence, in LogQL', () => {
  it('tell who was killed and who stopped, and not who is alive or was closed in order', async () => {
    const queries = rulerQueries();
    expect({
      service_silent: await firing(queries.get('service_silent') ?? '', 'service_name'),
      stream_silent: await firing(queries.get('stream_silent') ?? '', 'service_name', 'audit_sequence_stream_id'),
    }).toEqual(SILENT);
  });
});
