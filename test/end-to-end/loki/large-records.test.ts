import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Loki } from '../../backends/loki/loki.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';
import { sealTraffic } from '../stores/sealed-traffic.ts';
import { verifyStore } from '../stores/verify-store.ts';

/** Loki's own, with which a batch of 128 of these records does not get from one of its parts to another. */
const LOKI_DEFAULT_BYTES = 4 * 1024 * 1024;
/** In the sealed text and beside it: 40 kB an entry. */
const LARGE = 'x'.repeat(20_000);
const RECORDS = 400;
const folder = mkdtempSync(join(tmpdir(), 'otelseal-loki-large-'));
let loki: Loki;
let keys: Keys;

beforeAll(async () => {
  const limits = { ingestion_rate_mb: 1000, ingestion_burst_size_mb: 2000 };
  loki = await Loki.start({
    folder,
    maxMessageBytes: LOKI_DEFAULT_BYTES,
    limits: { ...limits, per_stream_rate_limit: '1GB', per_stream_rate_limit_burst: '2GB' },
  });
  keys = await generateKeys(folder);
});
afterAll(async () => {
  await loki.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** How many entries one query of the last hour gives back. */
async function givenBack(service: string, limit: number, headers: Readonly<Record<string, string>>): Promise<number> {
  const now = Date.now();
  const asked = new URLSearchParams({
    query: `{service_name="${service}"} | audit_payload!=""`,
    start: `${now - 3_600_000}000000`,
    end: `${now + 60_000}000000`,
    limit: String(limit),
    direction: 'forward',
  });
  const answer = await fetch(`${loki.url}/loki/api/v1/query_range?${asked}`, { headers });
  if (!answer.ok) throw new Error(await answer.text());
  const { data } = (await answer.json()) as {
    readonly data: { readonly result: readonly { readonly values: unknown[] }[] };
  };
  return data.result.reduce((sum, { values }) => sum + values.length, 0);
}

describe('Loki with messages as large as it makes them by itself', () => {
  it('leaves large records out without saying so, and is INTACT all the same', async () => {
    const { keyFile } = keys;
    const attributesOf = (): Readonly<Record<string, string>> => ({ 'app.text': LARGE });
    await sealTraffic({
      service: 'large',
      keyFile,
      url: loki.otlpUrl,
      records: RECORDS,
      deliverEach: 40,
      attributesOf,
    });
    const categorized = { 'X-Loki-Response-Encoding-Flags': 'categorize-labels' };
    expect(await givenBack('large', 1_000, categorized)).toBeLessThan(RECORDS);
    await expect(givenBack('large', 1_000, {})).rejects.toThrow('larger than max');
    expect(await givenBack('large', 10, categorized)).toBe(10);
    const source = [`loki:${loki.url}`, keys, '--selector', '{service_name="large"}', '--from', '1h'] as const;
    const { code, firstLine, report } = await verifyStore(...source);
    expect([code, firstLine]).toEqual([0, expect.stringMatching(/^INTACT \d+ records/)]);
    expect(report.streams.reduce((sum, { records }) => sum + records, 0)).toBe(RECORDS + 2);
  });
});
