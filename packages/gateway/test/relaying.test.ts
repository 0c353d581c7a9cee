import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import { createOtelseal } from '@otelseal/node';
import { describe, expect, it } from 'vitest';
import { counting } from './support/counted.js';
import { exportRequest, logRecord, text } from './support/export-request.js';
import { keyAndTrust, testFolder } from './support/gateway-files.js';
import { JSON_TYPE, type Running, runningGateway } from './support/running-gateway.js';
import { recordsIn, shownIn, verdict } from './support/verdict.js';

const folder = testFolder();
const keys = keyAndTrust(folder);

/** A service with our SDK that sends through the gateway. */
async function sealedService(to: Running, protocol: 'http/json' | 'http/protobuf', tenant = 'default'): Promise<void> {
  const otelseal = createOtelseal(
    {
      signing: { keyFile: keys.keyFile },
      spool: { directory: join(folder, `sdk-${randomUUID()}`) },
      otlp: { url: `${to.gateway.url}/v1/logs`, protocol },
      identity: { tenant },
    },
    { environment: {} },
  );
  const provider = new LoggerProvider({ processors: otelseal.processors });
  const logger = provider.getLogger('app');
  for (let number = 0; number < 20; number += 1) {
    logger.emit({ body: `sealed ${number}`, attributes: { number, price: 1.5, list: ['a', 1, true] } });
  }
  await provider.shutdown();
}

describe('a record that carries a seal', () => {
  it.each(['http/json', 'http/protobuf'] as const)(
    'sent as %s goes on as it is and is counter-sealed',
    async (protocol) => {
      const running = await runningGateway(folder, keys, { otlp: { protocol } });
      await sealedService(running, protocol);
      await running.close();
      expect(verdict(running.file, keys.trustFile)).toMatch(/^INTACT /);
      expect(verdict(running.file, keys.trustFile, ['producer'])).toMatch(/^INTACT /);
      const kinds = Object.entries(Object.groupBy(payloads(running.file), ({ kind }) => kind)).map(([kind, those]) => [
        kind,
        those?.length,
      ]);
      expect(Object.fromEntries(kinds)).toMatchObject({ record: 20, open: 2, close: 2, relay: 22 });
    },
  );

  it('in another encoding than the one behind is carried over value by value', async () => {
    const running = await runningGateway(folder, keys, { otlp: { protocol: 'http/json' } });
    await sealedService(running, 'http/protobuf');
    await running.close();
    expect(verdict(running.file, keys.trustFile)).toMatch(/^INTACT /);
  });

  it('is missed when it is taken out behind the gateway together with all after it', async () => {
    const running = await runningGateway(folder, keys);
    await sealedService(running, 'http/protobuf');
    await running.close();
    const lines = readFileSync(running.file, 'utf8');
    const own = payloads(running.file).find(({ kind }) => kind === 'record')?.stream as string;
    const cut = join(folder, 'cut.jsonl');
    const kept = recordsIn(running.file).filter(({ logRecord: { attributes = [] } }) => {
      const payload = JSON.parse(String(attributes.find(({ key }) => key === 'audit.payload')?.value?.stringValue));
      return payload.stream !== own || (payload.kind !== 'checkpoint' && Number(payload.sequence) <= 12);
    });
    expect(lines).not.toBe('');
    writeFileSync(cut, kept.map(lineOf).join('\n'));
    expect(verdict(cut, keys.trustFile)).toMatch(/^NOT INTACT MISSING /);
  });

  it.each(['organisation', 'tenant', 'environment'] as const)(
    'claims %s of others: refused, be it a leaf or a checkpoint',
    async (part) => {
      const running = await runningGateway(folder, keys);
      const records = recordsIn(await sealedFileOf({ [part]: 'acme' }));
      expect(new Set(records.map(({ logRecord: { eventName } }) => eventName))).toContain('audit.checkpoint');
      for (const record of records) {
        const response = await running.post(JSON.stringify({ resourceLogs: [groupOf(record)] }));
        expect([response.status, (await response.json()) as unknown]).toEqual([
          403,
          { code: 7, message: `record 0: local may not speak for the ${part} "acme"` },
        ]);
      }
    },
  );

  it('is a tile of a stream that speaks for others: refused as their leaves are', async () => {
    const tokensFile = join(folder, 'two-tokens');
    const bearer = (name: string) => ({
      ...JSON_TYPE,
      authorization: `Bearer ${name}-token-0123456789abcdef0123456789`,
    });
    writeFileSync(
      tokensFile,
      `shop shop-token-0123456789abcdef0123456789 service=*\ncart cart-token-0123456789abcdef0123456789\n`,
      {
        mode: 0o600,
      },
    );
    const running = await runningGateway(folder, keys, { gateway: { tokensFile } });
    const records = recordsIn(await sealedFileOf({}, RECORDS_OF_A_TILE));
    const tiles = records.filter(({ logRecord: { eventName } }) => eventName === 'audit.tile').map(groupOf);
    expect(tiles.length).toBeGreaterThan(0);
    const all = JSON.stringify({ resourceLogs: records.map(groupOf) });
    expect((await running.post(all, bearer('shop'))).status).toBe(200);
    const request = JSON.stringify({ resourceLogs: tiles });
    const response = await running.post(request, bearer('cart'));
    expect([response.status, await response.text()]).toEqual([403, expect.stringContaining('may not speak for')]);
    expect((await running.post(request, bearer('shop'))).status).toBe(200);
  });

  it('is a tile of a stream of which others make up a checkpoint of their own: passes still', async () => {
    const tokensFile = join(folder, 'liar-tokens');
    const bearer = (name: string) => ({
      ...JSON_TYPE,
      authorization: `Bearer ${name}-token-0123456789abcdef0123456789`,
    });
    const line = (name: string): string => `${name} ${name}-token-0123456789abcdef0123456789 service=${name}\n`;
    writeFileSync(tokensFile, line('shop') + line('cart'), { mode: 0o600 });
    const running = await runningGateway(folder, keys, { gateway: { tokensFile } });
    const records = recordsIn(await sealedFileOf({}, RECORDS_OF_A_TILE));
    const those = (kind: string) => records.filter(({ logRecord: { eventName } }) => eventName === `audit.${kind}`);
    const [checkpoint] = those('checkpoint').map(groupOf);
    const madeUp = JSON.stringify({ resourceLogs: [checkpoint] }).replaceAll('shop', 'cart');
    expect((await running.post(madeUp, bearer('cart'))).status).toBe(200);
    const own = JSON.stringify({ resourceLogs: [checkpoint, ...those('tile').map(groupOf)] });
    const response = await running.post(own, bearer('shop'));
    expect([response.status, await response.json()]).toEqual([200, {}]);
  });

  it('without the event name that Loki and old collectors drop passes with its checkpoints and tiles', async () => {
    const running = await runningGateway(folder, keys);
    const file = await sealedFileOf({}, RECORDS_OF_A_TILE);
    const nameless = recordsIn(file).map(
      ({ logRecord: { eventName, severityNumber, severityText, ...logRecord }, ...record }) => ({
        ...record,
        logRecord,
      }),
    );
    const all = JSON.stringify({ resourceLogs: nameless.map(groupOf) });
    expect((await running.post(all)).status).toBe(200);
    await running.close();
    const kinds = (from: string) =>
      Object.entries(Object.groupBy(payloads(from), ({ stream, kind }) => `${stream} ${kind}`))
        .map(([key, those]) => [key, those?.length])
        .filter(([key]) => /checkpoint|tile/.test(String(key)));
    const sent = kinds(file);
    expect(sent.length).toBeGreaterThan(1);
    expect(kinds(running.file)).toEqual(expect.arrayContaining(sent));
  });

  it('of the same organisation, tenant and environment as the gateway passes', async () => {
    const identity = { organisation: 'acme', tenant: 'north', environment: 'production' };
    const running = await runningGateway(folder, keys, { identity });
    const records = recordsIn(await sealedFileOf(identity));
    const response = await running.post(JSON.stringify({ resourceLogs: records.map(groupOf) }));
    expect([response.status, await response.json()]).toEqual([200, {}]);
  });
});

describe('a record that only makes as if it had a seal', () => {
  it.each(['tile', 'checkpoint'])(
    'because the payload of a %s stands in it is sanitized, sealed like any other, and counted',
    async (kind) => {
      const counted = counting();
      const running = await runningGateway(folder, keys);
      const control = recordsIn(await sealedFileOf({}, RECORDS_OF_A_TILE)).find(
        ({ logRecord }) => logRecord.eventName === `audit.${kind}`,
      );
      const costume = { ...control?.logRecord, body: text('admin logged in, password: hunter2') };
      const spoofed = [
        { ...costume, eventName: 'security.authn.login.success' },
        costume,
        { ...costume, body: { kvlistValue: { values: [] } } },
        { ...control?.logRecord, severityText: 'password: hunter2' },
        { ...control?.logRecord, severityNumber: 17 },
      ];
      expect((await running.post(exportRequest(spoofed))).status).toBe(200);
      await running.close();
      expect(readFileSync(running.file, 'utf8')).not.toContain('hunter2');
      expect(verdict(running.file, keys.trustFile)).toMatch(/^INTACT /);
      expect(await counted('otelseal.gateway.changes', { change: 'spoofed_seal' })).toBe(spoofed.length);
    },
  );

  it('is sealed like any other, its pretended seal renamed and counted', async () => {
    const running = await runningGateway(folder, keys);
    const spoofed = logRecord({
      body: text('I was here'),
      eventName: 'audit.close',
      attributes: {
        'audit.payload': text('{"v":"1","kind":"record"}'),
        'audit.sequence.number': { intValue: '7' },
        'audit.sequence.stream_id': text('0'.repeat(32)),
      },
    });
    expect((await running.post(exportRequest([spoofed]))).status).toBe(200);
    await running.close();
    const [shown] = shownIn(running.file);
    expect(shown?.event).toBe('renamed.audit.close');
    expect(Object.keys(shown?.attributes ?? {}).filter((name) => name.startsWith('renamed.'))).toHaveLength(3);
    expect(verdict(running.file, keys.trustFile)).toMatch(/^INTACT /);
  });
});

interface Payload {
  readonly kind: string;
  readonly stream: string;
}

function payloads(file: string): Payload[] {
  return recordsIn(file).map(({ logRecord: { attributes = [] } }) => {
    const payload = attributes.find(({ key }) => key === 'audit.payload')?.value?.stringValue;
    return JSON.parse(String(payload)) as Payload;
  });
}

/** Records for a whole tile and the rest of one (SPEC.md, "tile"). */
const RECORDS_OF_A_TILE = 300;

async function sealedFileOf(identity: Readonly<Record<string, string>>, records = 1): Promise<string> {
  const strangers = testFolder();
  const running = await runningGateway(strangers, keyAndTrust(strangers), { identity });
  await running.post(exportRequest(Array.from({ length: records }, () => logRecord({ body: text('x') }))));
  await running.close();
  return running.file;
}

function groupOf({
  logRecord,
  resource,
}: Pick<ReturnType<typeof recordsIn>[number], 'logRecord' | 'resource'>): unknown {
  return { resource: { attributes: resource }, scopeLogs: [{ scope: {}, logRecords: [logRecord] }] };
}

function lineOf(record: ReturnType<typeof recordsIn>[number]): string {
  return JSON.stringify({ resourceLogs: [groupOf(record)] });
}
