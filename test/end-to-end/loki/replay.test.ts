import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Loki } from '../../backends/loki/loki.ts';
import { scaled } from '../../long/scale.ts';
import { plainRequest } from '../alerts/plain-request.ts';
import { generateKeys, type Keys, otelseal } from '../otelcol/command.ts';
import { expectSameIncidents } from '../stores/replayed-hour.ts';
import type { OtlpRequest } from '../stores/sealed-traffic.ts';

const folder = mkdtempSync(join(tmpdir(), 'otelseal-loki-replay-'));
let loki: Loki;
let keys: Keys;

beforeAll(async () => {
  loki = await Loki.start({ folder, limits: { ingestion_rate_mb: 1000, ingestion_burst_size_mb: 2000 } });
  keys = await generateKeys(folder);
});
afterAll(async () => {
  await loki.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function write(request: OtlpRequest): Promise<void> {
  const answer = await fetch(loki.otlpUrl, {
    method: 'POST',
    body: JSON.stringify(request),
    headers: { 'Content-Type': 'application/json' },
    signal: AbortSignal.timeout(30_000),
  });
  if (!answer.ok) throw new Error(`Loki answered ${answer.status}: ${await answer.text()}`);
}

describe('a replay of what Loki holds', { timeout: 300_000 }, () => {
  it('says the same as one of the file, whatever came first and however often', async () => {
    const source = [`loki:${loki.url}`, '--selector', '{service_name="shop"}'];
    await expectSameIncidents({ source, folder, keyFile: keys.keyFile, events: scaled(300), write });
  });

  it('reads numbers and lists that nobody sealed back from their texts', async () => {
    const timeMs = Date.now() - 60_000;
    const attributes = { 'audit.actor.id': 'eve', 'audit.outcome': 'success', 'security.data.count': 100_000 };
    const read = { timeMs, eventName: 'security.sensitive.export', attributes };
    const grant = { 'audit.actor.id': 'mallory', 'audit.target.id': 'mallory', 'security.role.after': ['admin'] };
    const granted = { timeMs: timeMs + 1, eventName: 'security.authz.change', attributes: grant };
    await write(plainRequest('plain', [read, granted]));
    const ran = await otelseal('replay', `loki:${loki.url}`, '--selector', '{service_name="plain"}', '--json');
    const incidents = ran.out.trim().split('\n');
    expect([ran.code, incidents.map((line) => JSON.parse(line).detector).sort()]).toEqual([
      0,
      ['bulk_read', 'privilege_escalation'],
    ]);
  });

  it('ends with 69 where Loki is not there, and with 64 for what is no way to ask it', async () => {
    const gone = await otelseal('replay', 'loki:http://127.0.0.1:9', '--from', '1h');
    expect([gone.code, gone.out, gone.err]).toEqual([69, '', expect.stringContaining('cannot be read')]);
    for (const wrong of [
      ['--store-timeout', '2h'],
      ['--selector', '{a="b"} | x'],
      ['--format', 'otlp-json'],
      ['--from', 'soon'],
    ]) {
      expect(await otelseal('replay', `loki:${loki.url}`, ...wrong)).toMatchObject({ code: 64, out: '' });
    }
  });
});
