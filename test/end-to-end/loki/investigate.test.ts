import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Loki } from '../../backends/loki/loki.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';
import { askStore, type Covered, type Story } from '../stores/ask-store.ts';
import { type OtlpLogRecord, otlpReceiver, requestWith, sealTraffic, sequenceOf } from '../stores/sealed-traffic.ts';

/** Loki is asked for thirteen months, twice where something is wrong. */
const SLOW = { timeout: 240_000 };
const folder = mkdtempSync(join(tmpdir(), 'otelseal-loki-story-'));
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

/** Twenty sealed login failures, of `user-1` to `user-20`; `pass` may drop or change what reaches Loki. */
async function stored(service: string, pass: (record: OtlpLogRecord) => OtlpLogRecord | undefined): Promise<string[]> {
  const receiver = await otlpReceiver(async (request) => {
    const passed = requestWith(request, pass);
    if (passed === undefined) return;
    const headers = { 'Content-Type': 'application/json' };
    const signal = AbortSignal.timeout(30_000);
    const answer = await fetch(loki.otlpUrl, { method: 'POST', body: JSON.stringify(passed), headers, signal });
    if (!answer.ok) throw new Error(`Loki answered ${answer.status}: ${await answer.text()}`);
  });
  await sealTraffic({ service, keyFile: keys.keyFile, url: receiver.url, records: 20 });
  await receiver.close();
  return [`loki:${loki.url}`, '--selector', `{service_name="${service}"}`];
}

describe('a story from Loki', SLOW, () => {
  it('has the signed values of one actor and of all that came from one client', async () => {
    const source = await stored('honest', (record) => record);
    const story = await askStore<Story>(['investigate', ...source, '--actor', 'user-7'], keys);
    expect(story.verdictLine).toMatch(/^INTACT 22 records/);
    expect(story.rows).toMatchObject([
      {
        event: 'security.authn.login.failure',
        actor: 'user-7',
        client: '198.51.100.23',
        outcome: 'failure',
        seal: 'sealed',
      },
    ]);
    const client = await askStore<Story>(['investigate', ...source, '--client', '198.51.100.23'], keys);
    expect(client.rows.map(({ actor }) => actor)).toEqual(Array.from({ length: 20 }, (_, n) => `user-${n + 1}`));
  });

  it('shows what was signed where Loki shows something else, and names what is gone', async () => {
    const source = await stored('attacked', (record) => {
      if (sequenceOf(record) === 5) return undefined;
      return sequenceOf(record) === 8 ? { ...record, body: { stringValue: 'nothing happened' } } : record;
    });
    const story = await askStore<Story>(['investigate', ...source, '--actor', 'user-7'], keys);
    expect(story.verdictLine).toMatch(/^NOT INTACT DISPLAY_MISMATCH /);
    expect(story.rows).toMatchObject([{ actor: 'user-7', seal: 'DISPLAY_MISMATCH body' }]);
    expect(story.rows[0]?.message).toContain('failed to log in');
    expect(story.missing).toEqual([expect.stringMatching(/^MISSING [0-9a-f]{32} #5: /)]);
  });
});

describe('the coverage of Loki', SLOW, () => {
  it('counts the events that are there', async () => {
    const source = await stored('covered', (record) => record);
    const { verdict, events, items } = await askStore<Covered>(['coverage', ...source], keys);
    expect(verdict).toBe('INTACT');
    expect(events.filter(({ proven }) => proven > 0)).toMatchObject([
      { event: 'security.authn.login.failure', proven: 20, unsealed: 0 },
    ]);
    expect(items.find(({ item }) => item === 'ASVS:16.3.1')?.state).toBe('seen');
    expect(items.find(({ item }) => item === 'PCI:10.2.1.7')?.state).toBe('not seen');
  });
});
