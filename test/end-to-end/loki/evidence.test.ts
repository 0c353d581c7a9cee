import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Loki } from '../../backends/loki/loki.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';
import { expectWholeAndPart } from '../stores/expect-whole-and-part.ts';
import { exportEvidence } from '../stores/exported-evidence.ts';
import { HOSTILE_TEXTS, type OtlpLogRecord, otlpReceiver, requestWith, sealTraffic } from '../stores/sealed-traffic.ts';

const folder = mkdtempSync(join(tmpdir(), 'otelseal-loki-evidence-'));
let loki: Loki;
let keys: Keys;

beforeAll(async () => {
  loki = await Loki.start({ folder });
  keys = await generateKeys(folder);
});
afterAll(async () => {
  await loki.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Sealed login failures of a service; `pass` may change what reaches the store. Resolves to the middle of their time. */
async function stored(
  service: string,
  pass: (record: OtlpLogRecord) => OtlpLogRecord = (record) => record,
): Promise<string> {
  const receiver = await otlpReceiver(async (request) => {
    const answer = await fetch(loki.otlpUrl, {
      method: 'POST',
      body: JSON.stringify(requestWith(request, pass)),
      headers: { 'Content-Type': 'application/json' },
      signal: AbortSignal.timeout(30_000),
    });
    if (!answer.ok) throw new Error(`Loki answered ${answer.status}: ${await answer.text()}`);
  });
  let middle = '';
  await sealTraffic({
    service,
    keyFile: keys.keyFile,
    url: receiver.url,
    records: 24,
    attributesOf: (index) => ({
      'app.text': HOSTILE_TEXTS[index % HOSTILE_TEXTS.length],
      'app.number': index,
      'app.list': ['a', 'b'],
    }),
    afterEach: async (index) => {
      if (index === 12) middle = new Date().toISOString();
      await sleep(120); // so that a checkpoint, one a second, lies in between
    },
  });
  await receiver.close();
  return middle;
}

const exported = (service: string, ...more: readonly string[]) =>
  exportEvidence(`loki:${loki.url}`, folder, keys, '--selector', `{service_name="${service}"}`, ...more);

describe('evidence exported from Loki', () => {
  it('is INTACT without Loki, as a whole and as a range that holds less', { timeout: 120_000 }, async () => {
    const middle = await stored('shop');
    await expectWholeAndPart((...options) => exported('shop', ...options), {
      file: 'records.loki.jsonl',
      whole: ['--from', '1h'],
      part: ['--from', middle],
    });
  });

  it('shows what Loki showed, not what was signed', { timeout: 120_000 }, async () => {
    let changed = 0;
    await stored('altered', (record) => {
      const isOne = /"app\.number","value":\{"intValue":"?7"?\}/.test(JSON.stringify(record));
      if (!isOne) return record;
      changed += 1;
      return { ...record, body: { stringValue: 'nothing happened' } };
    });
    const { code, verified } = await exported('altered', '--from', '1h');
    expect([changed, code, verified]).toEqual([
      1,
      1,
      expect.stringMatching(/^NOT INTACT DISPLAY_MISMATCH [0-9a-f]{32} #\d+ body /),
    ]);
  });
});
