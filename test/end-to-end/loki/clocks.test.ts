import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Loki } from '../../backends/loki/loki.ts';
import { shippedPath } from '../dashboards/shipped-file.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';
import { clockCases } from '../stores/clock-cases.ts';
import { type SealedTraffic, sealTraffic } from '../stores/sealed-traffic.ts';
import { verifyStore } from '../stores/verify-store.ts';

const DAY_MS = 86_400_000;
const folder = mkdtempSync(join(tmpdir(), 'otelseal-loki-clocks-'));
let loki: Loki;
let keys: Keys;
let services = 0;

beforeAll(async () => {
  loki = await Loki.startFrom({ folder, file: shippedPath('storage/loki/loki.yaml') });
  keys = await generateKeys(folder);
});
afterAll(async () => {
  await loki.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function stored(options: Partial<SealedTraffic>) {
  services += 1;
  const service = `clock-${services}`;
  await sealTraffic({ service, keyFile: keys.keyFile, url: loki.otlpUrl, records: 0, ...options });
  return [`loki:${loki.url}`, '--selector', `{service_name="${service}"}`] as const;
}

clockCases('Loki as it is shipped', () => ({
  keys,
  takes: [Date.now() - 300 * DAY_MS, Date.now() + DAY_MS - 60_000],
  stored,
}));

describe('an event that says that it will happen in a hundred years', { timeout: 300_000 }, () => {
  it('is refused by Loki, and reported as missing', async () => {
    const inHundredYears = Date.now() + 36_525 * DAY_MS;
    const emitted = stored({ records: 5, timeOf: (index) => (index === 3 ? inHundredYears : undefined) });
    await expect(emitted).rejects.toThrow('not delivered');
    const selector = ['--selector', `{service_name="clock-${services}"}`];
    const { code, report } = await verifyStore(`loki:${loki.url}`, keys, ...selector, '--from', '1h');
    expect(code).toBe(1);
    expect(report.findings.map(({ verdict, sequence }) => `${verdict} ${sequence}`)).toContain('MISSING 4');
  });
});
