import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { exportRequest, numbered } from './support/export-request.js';
import { keyAndTrust, testFolder } from './support/gateway-files.js';
import { JSON_TYPE, runningGateway } from './support/running-gateway.js';
import { recordsIn, shownIn, verdict } from './support/verdict.js';

const folder = testFolder();
const keys = keyAndTrust(folder, ['default', 'acme']);
const SHOP = 'shop-token-0123456789abcdef0123456789';
const FLEET = 'fleet-token-0123456789abcdef012345678';
const tokensFile = join(folder, 'tokens');
const as = (token: string) => ({ ...JSON_TYPE, authorization: `Bearer ${token}` });

function writeTokens(more = ''): void {
  writeFileSync(tokensFile, `# who\nshop ${SHOP}\nfleet ${FLEET} service=fleet-* service=cart tenant=acme\n${more}`, {
    mode: 0o600,
  });
}

describe('a gateway with tokens', () => {
  it('asks for one, and tells nobody more than that', async () => {
    writeTokens();
    const { post } = await runningGateway(folder, keys, { gateway: { tokensFile } });
    const none = await post(exportRequest(numbered(1)));
    expect([none.status, none.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect((await post(exportRequest(numbered(1)), as(`${SHOP}x`))).status).toBe(401);
    expect((await post(exportRequest(numbered(1)), as(SHOP))).status).toBe(200);
  });

  it('takes from each what he may say, and names the rest by number', async () => {
    writeTokens();
    const running = await runningGateway(folder, keys, { gateway: { tokensFile } });
    const own = JSON.parse(exportRequest(numbered(2), { service: 'fleet-7' }));
    const others = JSON.parse(exportRequest(numbered(2), { service: 'bank' }));
    const both = { resourceLogs: [...own.resourceLogs, ...others.resourceLogs] };
    const mixed = await running.post(JSON.stringify(both), as(FLEET));
    const reason = 'fleet may not speak for the service "bank"';
    expect([mixed.status, await mixed.json()]).toEqual([
      200,
      { partialSuccess: { rejectedLogRecords: '2', errorMessage: `record 2: ${reason}; record 3: ${reason}` } },
    ]);
    expect((await running.post(exportRequest(numbered(1), { service: 'fleet-7' }), as(SHOP))).status).toBe(403);
    expect((await running.post(exportRequest(numbered(1), { service: 'shop' }), as(SHOP))).status).toBe(200);
    await running.close();
    const streams = new Map(
      recordsIn(running.file).map(({ logRecord: { attributes = [] } }) => {
        const payload = JSON.parse(
          String(attributes.find(({ key }) => key === 'audit.payload')?.value?.stringValue),
        ) as Record<string, string>;
        return [
          payload['stream'],
          payload['kind'] === 'checkpoint' ? '' : `${payload['tenant']}/${payload['service']}`,
        ];
      }),
    );
    expect(streams.size).toBe(2);
    expect(verdict(running.file, keys.trustFile)).toMatch(/^INTACT /);
    const tenants = recordsIn(running.file).map(
      ({ logRecord }) => /"tenant\\*":\\*"(\w+)/.exec(JSON.stringify(logRecord))?.[1],
    );
    expect(new Set(tenants.filter((tenant) => tenant !== undefined))).toEqual(new Set(['acme', 'default']));
  });

  it('reads the list again when it changes, and keeps the old one while the new one is wrong', async () => {
    writeTokens();
    const running = await runningGateway(folder, keys, { gateway: { tokensFile } });
    const later = 'later-token-0123456789abcdef012345678';
    const send = () => running.post(exportRequest(numbered(1), { service: 'later' }), as(later));
    expect((await send()).status).toBe(401);
    writeTokens('not a line of it\n');
    await sleep(1_100);
    expect((await send()).status).toBe(401);
    writeTokens(`later ${later}\n`);
    await sleep(1_100);
    expect((await send()).status).toBe(200);
    expect(running.reports.join()).toContain('stays as it was');
    expect(running.reports.join()).not.toContain(SHOP);
  });

  it('seals for the tenant that the list names now, also what it knows from before', async () => {
    const list = join(folder, 'moving-tokens');
    const write = (tenant: string) => writeFileSync(list, `shop ${SHOP} tenant=${tenant}\n`, { mode: 0o600 });
    write('default');
    const running = await runningGateway(folder, keys, { gateway: { tokensFile: list } });
    expect((await running.post(exportRequest(numbered(1)), as(SHOP))).status).toBe(200);
    write('acme');
    await sleep(1_100);
    expect((await running.post(exportRequest(numbered(1, 1)), as(SHOP))).status).toBe(200);
    await running.close();
    expect(shownIn(running.file).map(({ body, payload }) => [body, payload?.['tenant']])).toEqual([
      ['record 0', 'default'],
      ['record 1', 'acme'],
    ]);
  });

  it('lets nobody bring checkpoints for a service of others', async () => {
    writeTokens();
    const sealing = await runningGateway(folder, keys);
    await sealing.post(exportRequest(numbered(1), { service: 'bank' }));
    await sealing.close();
    const checkpoints = recordsIn(sealing.file)
      .filter(({ logRecord }) => logRecord.eventName === 'audit.checkpoint')
      .map(({ logRecord }) => logRecord);
    const running = await runningGateway(folder, keys, { gateway: { tokensFile } });
    const refused = await running.post(exportRequest(checkpoints), as(SHOP));
    expect([checkpoints.length > 0, refused.status]).toEqual([true, 403]);
  });

  it('holds each to his quota, and says when to come again', async () => {
    writeTokens();
    const { post } = await runningGateway(folder, keys, { gateway: { tokensFile, requestsPerSecond: 1 } });
    const statuses: number[] = [];
    for (let count = 0; count < 11; count += 1) statuses.push((await post('{}', as(SHOP))).status);
    expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 200));
    const throttled = await post('{}', as(SHOP));
    expect([throttled.status, Number(throttled.headers.get('retry-after')) >= 1, await throttled.json()]).toEqual([
      429,
      true,
      { code: 8, message: 'shop sends more than it may.' },
    ]);
    expect((await post('{}', as(FLEET))).status).toBe(200);
  });

  it('bounds the streams of each: twenty services and two streams at once are twenty closed streams and no loss', async () => {
    const running = await runningGateway(folder, keys, { sealing: { maxStreams: 2 } });
    for (let round = 0; round < 2; round += 1) {
      for (let service = 0; service < 20; service += 1) {
        const body = exportRequest(numbered(2), { service: `service-${service}` });
        expect((await running.post(body)).status).toBe(200);
      }
    }
    await running.close();
    expect(verdict(running.file, keys.trustFile)).toMatch(/^INTACT 160 records in 40 streams/);
  });
});
