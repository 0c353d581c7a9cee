import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

import { Loki } from '../../backends/loki/loki.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';
import { sealTraffic } from '../stores/sealed-traffic.ts';
import { troubledReading } from '../stores/troubled-reading.ts';

const RECORDS = 3_500;
const folder = mkdtempSync(join(tmpdir(), 'otelseal-loki-reading-'));
let loki: Loki;
let keys: Keys;

beforeAll(async () => {
  loki = await Loki.start({ folder });
  keys = await generateKeys(folder);
  await sealTraffic({ service: 'shop', keyFile: keys.keyFile, url: loki.otlpUrl, records: RECORDS });
});
afterAll(async () => {
  await loki.stop();
  rmSync(folder, { recursive: true, force: true });
});

troubledReading('Loki', () => ({
  keys,
  url: loki.url,
  records: RECORDS + 2,
  source: (url) => [`loki:${url}`, '--from', '1h'],
  async restart() {
    const port = Number(new URL(loki.url).port);
    await loki.stop();
    loki = await Loki.start({ folder, port });
  },
}));
