import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { counting } from './support/counted.js';
import { exportRequest, logRecord, text } from './support/export-request.js';
import { keyAndTrust, testFolder } from './support/gateway-files.js';
import { JSON_TYPE, type Running, runningGateway } from './support/running-gateway.js';
import { recordsIn, shownIn, verdict } from './support/verdict.js';

const folder = testFolder();
const keys = keyAndTrust(folder);
const TOKEN = 'shop-token-0123456789abcdef0123456789';
const AS_SHOP = { ...JSON_TYPE, authorization: `Bearer ${TOKEN}` };

/** A list of tokens with what `shop` may besides. */
function tokensWith(rights: string): string {
  const tokensFile = join(folder, 'tokens');
  writeFileSync(tokensFile, `shop ${TOKEN} ${rights}\n`, { mode: 0o600 });
  return tokensFile;
}

/** A whole stream for `shop` under a key that nobody trusts: its opening, a record with a secret outside of the seal, checkpoints, its end. */
async function madeUpStream(): Promise<readonly unknown[]> {
  const strangers = testFolder();
  const running = await runningGateway(strangers, keyAndTrust(strangers));
  await running.post(exportRequest([logRecord({ body: text('made up') })]));
  await running.close();
  return recordsIn(running.file).map(({ logRecord: { attributes = [], ...record } }) => ({
    ...record,
    attributes: [...attributes, { key: 'note', value: text('password: hunter2') }],
  }));
}

async function sendMadeUp(running: Running, headers: Readonly<Record<string, string>>): Promise<number> {
  const records = await madeUpStream();
  expect((await running.post(exportRequest(records), headers)).status).toBe(200);
  await running.close();
  return records.length;
}

describe('a principal with a token', () => {
  it('may not bring seals with seals=no: what makes as if is sanitized and sealed like all others, and the log stays INTACT', async () => {
    const counted = counting();
    const running = await runningGateway(folder, keys, { gateway: { tokensFile: tokensWith('seals=no') } });
    const sent = await sendMadeUp(running, AS_SHOP);
    expect(sent).toBeGreaterThan(3);
    expect(verdict(running.file, keys.trustFile)).toMatch(/^INTACT /);
    const shown = shownIn(running.file);
    expect(shown).toHaveLength(sent);
    for (const { attributes, payload } of shown) {
      expect(Object.keys(attributes).some((name) => /^renamed\.\d+\.audit\.payload$/.test(name))).toBe(true);
      expect([payload?.['kind'], payload?.['service']]).toEqual(['record', 'shop']);
      expect(JSON.stringify(attributes)).not.toContain('hunter2');
    }
    expect(await counted('otelseal.gateway.changes', { change: 'spoofed_seal' })).toBe(sent);
    expect(running.reports.filter((line) => /Records of shop carry a seal.*seals=yes/.test(line))).toHaveLength(1);
  });

  it.each(['', 'seals=yes'])('may with %j, and then the made-up stream is what a verifier finds', async (rights) => {
    const running = await runningGateway(folder, keys, { gateway: { tokensFile: tokensWith(rights) } });
    await sendMadeUp(running, AS_SHOP);
    expect(verdict(running.file, keys.trustFile)).not.toMatch(/^INTACT /);
    expect(JSON.stringify(recordsIn(running.file))).toContain('hunter2'); // as it came
  });

  it('may not where the settings take it from all, unless its line says yes', async () => {
    const tokensFile = tokensWith('');
    const none = await runningGateway(folder, keys, { gateway: { tokensFile, passSeals: false } });
    await sendMadeUp(none, AS_SHOP);
    expect(verdict(none.file, keys.trustFile)).toMatch(/^INTACT /);
    const but = await runningGateway(folder, keys, {
      gateway: { tokensFile: tokensWith('seals=yes'), passSeals: false },
    });
    await sendMadeUp(but, AS_SHOP);
    expect(verdict(but.file, keys.trustFile)).not.toMatch(/^INTACT /);
  });

  it.each(['seals=maybe', 'seals=', 'seals=yes seals=no'])('does not start with %s', async (rights) => {
    const started = runningGateway(folder, keys, { gateway: { tokensFile: tokensWith(rights) } });
    await expect(started).rejects.toThrow('no service=PATTERN, tenant=NAME or seals=yes|no');
  });
});

describe('local, who needs no token', () => {
  it('may not bring seals where the settings say so', async () => {
    const running = await runningGateway(folder, keys, { gateway: { passSeals: false } });
    await sendMadeUp(running, JSON_TYPE);
    expect(verdict(running.file, keys.trustFile)).toMatch(/^INTACT /);
  });
});
