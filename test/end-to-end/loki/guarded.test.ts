import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Loki } from '../../backends/loki/loki.ts';
import { generateKeys, type Keys, otelseal } from '../otelcol/command.ts';
import { guardedCases } from '../stores/guarded-cases.ts';
import { otlpReceiver, sealTraffic } from '../stores/sealed-traffic.ts';

const folder = mkdtempSync(join(tmpdir(), 'otelseal-loki-guarded-'));
let loki: Loki;
let keys: Keys;

beforeAll(async () => {
  loki = await Loki.start({ folder, isMultiTenant: true });
  keys = await generateKeys(folder);
  for (const tenant of ['shop', 'bank']) {
    const receiver = await otlpReceiver(async (request) => {
      const headers = { 'Content-Type': 'application/json', 'X-Scope-OrgID': tenant };
      const signal = AbortSignal.timeout(30_000);
      const answer = await fetch(loki.otlpUrl, { method: 'POST', body: JSON.stringify(request), headers, signal });
      if (!answer.ok) throw new Error(`Loki answered ${answer.status}: ${await answer.text()}`);
    });
    await sealTraffic({ service: tenant, keyFile: keys.keyFile, url: receiver.url, records: 20 });
    await receiver.close();
  }
});
afterAll(async () => {
  await loki.stop();
  rmSync(folder, { recursive: true, force: true });
});

const source = (url: string): readonly string[] => [`loki:${url}`, '--store-tenant', 'shop', '--from', '1h'];

guardedCases('Loki', /^GET \/loki\/api\/v1\/query_range$/, () => ({ keys, folder, url: loki.url, source }));

describe('a tenant of Loki', () => {
  const verify = (...more: readonly string[]) =>
    otelseal('verify', `loki:${loki.url}`, '--from', '1h', '--trust', keys.trust, '--json', ...more);

  it.each(['shop', 'bank'])('is all that is read: %s', async (tenant) => {
    const { code, out } = await verify('--store-tenant', tenant);
    expect(code).toBe(0);
    expect(JSON.parse(out).streams).toMatchObject([{ records: 22, identity: { service: tenant } }]);
  });

  it('that nobody has holds nothing', async () => {
    expect(await verify('--store-tenant', 'nobody')).toMatchObject({ code: 2 });
  });

  it('must be named', async () => {
    const { code, err } = await verify();
    expect([code, err]).toEqual([69, expect.stringContaining('no org id')]);
  });
});
