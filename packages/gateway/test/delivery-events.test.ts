import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gatewaySettings, openGatewayPipeline } from '@otelseal/node/gateway';
import { OtlpReceiver } from '@otelseal/testing';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { OwnEvents } from '../src/intake/own-events.js';
import { exportRequest, logRecord, numbered, text } from './support/export-request.js';
import { keyAndTrust, testFolder } from './support/gateway-files.js';
import { runningGateway } from './support/running-gateway.js';
import { type ShownRecord, shownIn, verdict } from './support/verdict.js';

const folder = testFolder();
const keys = keyAndTrust(folder);
const isAboutDelivery = ({ event }: ShownRecord): boolean => /delivery_(?:failure|recovery)$/.test(event ?? '');
const told = (file: string) =>
  shownIn(file)
    .filter(isAboutDelivery)
    .map(({ event, attributes, resource }) => [event, attributes['security.reason'], resource['service.name']]);

/** A receiver that refuses for good what holds `poison`, and hands everything else on. */
async function pickyReceiver(behind: string): Promise<string> {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    const headers = { 'content-type': String(request.headers['content-type']) };
    const status = body.includes('poison') ? 400 : (await fetch(behind, { method: 'POST', body, headers })).status;
    response.writeHead(status, headers).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a gateway whose receiver refuses records for good', () => {
  it('says so once in a stream of its own, sealed like all others, however many there are', async () => {
    const file = join(folder, `${randomUUID()}.jsonl`);
    const behind = await OtlpReceiver.start(file);
    onTestFinished(() => behind.close());
    const forward = [await pickyReceiver(behind.url)];
    const running = await runningGateway(folder, keys, { gateway: { forward }, otlp: { compression: 'none' } });
    const poisoned = Array.from({ length: 5 }, () => logRecord({ body: text('poison') }));
    for (const records of [poisoned, numbered(5), poisoned, numbered(5, 5)]) {
      expect((await running.post(exportRequest(records))).status).toBe(200);
    }
    await vi.waitFor(() => expect(told(file)).not.toEqual([]), { timeout: 20_000, interval: 100 });
    await running.close();
    expect(told(file)).toEqual([['security.audit_log.delivery_failure', 'records_refused', 'otelseal-gateway']]);
    const [event] = shownIn(file).filter(isAboutDelivery);
    expect([event?.attributes['audit.actor.type'], event?.scope, event?.payload?.['kind']]).toEqual([
      'system',
      '@otelseal/gateway',
      'record',
    ]);
  }, 60_000);
});

describe('a gateway whose receiver is away', () => {
  it('says it after a minute and when it is back, also where clients have caused ten thousand other events', async () => {
    const file = join(folder, `${randomUUID()}.jsonl`);
    const first = await OtlpReceiver.start(file);
    const { port } = new URL(first.url);
    await first.close();
    let aheadMs = 0;
    const clock = { monotonic: () => performance.now() + aheadMs, wall: Date.now };
    const settings = gatewaySettings(
      {
        signing: { keyFile: keys.keyFile },
        spool: { directory: join(folder, `spool-${randomUUID()}`) },
        gateway: { forward: [`http://127.0.0.1:${port}`] },
        detection: { mode: 'off' },
      },
      { environment: {} },
    );
    const reports: string[] = [];
    const pipeline = openGatewayPipeline(settings, (line) => reports.push(line), clock);
    const attempts = vi.spyOn(pipeline.telemetry, 'add');
    const failed = () => attempts.mock.calls.filter(([, , labels]) => labels?.['outcome'] === 'failure').length;
    const now = (): [number, number] => [Math.floor(Date.now() / 1_000), 0];
    const { tenant, service } = settings;
    const own = new OwnEvents({ pipeline, tenant, service, now, monotonicMs: () => performance.now() });
    for (let count = 0; count < 10_000; count += 1) {
      own.tooManyWrongCredentials(`198.51.100.${count % 256}`, { maxWrong: 20, windowMs: 60_000 });
    }
    await vi.waitFor(() => expect(failed()).toBeGreaterThan(0), { timeout: 20_000 });
    aheadMs += 61_000;
    const before = failed();
    await vi.waitFor(() => expect(failed()).toBeGreaterThan(before), { timeout: 40_000 });
    const back = await OtlpReceiver.start(file, { port: Number(port) });
    onTestFinished(() => back.close());
    await vi.waitFor(() => expect(told(file)).toHaveLength(2), { timeout: 40_000, interval: 200 });
    await pipeline.shutdown();

    const reason = 'first_receiver_unreachable';
    expect(told(file)).toEqual([
      ['security.audit_log.delivery_failure', reason, 'otelseal-gateway'],
      ['security.audit_log.delivery_recovery', reason, 'otelseal-gateway'],
    ]);
    const others = shownIn(file).filter(({ event }) => event === 'security.excess.rate_limit');
    expect(others).toHaveLength(1_000);
    expect(verdict(file, keys.trustFile)).toMatch(/^INTACT /);
  }, 120_000);
});
