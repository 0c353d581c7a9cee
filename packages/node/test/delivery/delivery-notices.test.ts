import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { ReadWriteLogRecord } from '@opentelemetry/sdk-logs';
import { describe, expect, it, onTestFinished } from 'vitest';

import { DeliveryNotices } from '../../src/delivery/delivery-notices.js';
import { DELIVERY_WATCH_DEFAULTS, DeliveryWatch } from '../../src/delivery/delivery-watch.js';
import { runningPipeline } from '../support/running-pipeline.js';
import { keyAndTrust, temporaryDirectory } from '../support/signing-key-files.js';

const directory = temporaryDirectory();
const { keyFile } = keyAndTrust(directory);
const turn = () => new Promise((resolve) => setImmediate(resolve));
const occurrences = (text: string, part: string): number => text.split(part).length - 1;

/** A receiver that refuses every request with a poisoned record in it, and what it took. */
async function pickyReceiver(): Promise<{ readonly url: string; readonly taken: () => string }> {
  let taken = '';
  const server: Server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts).toString('latin1');
    const refuses = body.includes('poison');
    if (!refuses) taken += body;
    response.writeHead(refuses ? 400 : 200, { 'Content-Type': 'application/json' }).end('{}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/logs`, taken: () => taken };
}

/** Notices between counters and stages that keep what they get. */
function noticing() {
  let nowMs = 0;
  const notices = new DeliveryNotices(new DeliveryWatch(), {
    monotonic: () => nowMs,
    wall: () => 1_795_449_600_123 + nowMs,
  });
  const sealed: ReadWriteLogRecord[] = [];
  const stage = (onEmit: (record: ReadWriteLogRecord) => void) => ({
    onEmit,
    forceFlush: async () => {},
    shutdown: async () => {},
  });
  const telemetry = notices.watching({ add() {}, reportOnce() {} });
  /** Sealing fails for whatever it gets, so that a notice is trouble itself. */
  const lose = () => telemetry.add('otelseal.records', 1, { stage: 'seal', outcome: 'lost' });
  const first = notices.before({
    enrich: stage(() => {}),
    seal: stage((record) => {
      sealed.push(record);
      lose();
    }),
  });
  const after = (ms: number): void => {
    nowMs += ms;
  };
  const record = { resource: { attributes: { 'service.name': 'shop' } } } as unknown as ReadWriteLogRecord;
  return { sealed, first, record, lose, after };
}

describe('a record that the receiver refuses for good', () => {
  it('makes one sealed event that arrives, however many there are', { timeout: 30_000 }, async () => {
    const { url, taken } = await pickyReceiver();
    const spool = { directory: join(directory, 'poisoned') };
    const { logger, otelseal, provider, count } = runningPipeline({ spool, signing: { keyFile }, otlp: { url } });
    for (let n = 0; n < 5; n += 1) logger.emit({ eventName: 'security.authz.failure', body: 'poison' });
    await otelseal.committed('delivered', { timeoutMs: 10_000 });
    await turn();
    logger.emit({ eventName: 'security.authz.failure', body: 'clean' });
    await otelseal.committed('delivered', { timeoutMs: 10_000 });
    await provider.shutdown();
    expect(count('otelseal.records', 'undeliverable')).toBeGreaterThanOrEqual(5);
    expect(
      occurrences(taken(), '\\"security.reason\\":\\"s:records_refused\\"') +
        occurrences(taken(), '"security.reason":"s:records_refused"'),
    ).toBe(1);
  });
});

describe('a notice', () => {
  it('does not make another by getting lost itself', async () => {
    const { sealed, first, record, lose } = noticing();
    first.onEmit(record);
    for (let n = 0; n < 1_000; n += 1) {
      lose();
      await turn();
    }
    expect(sealed).toHaveLength(1);
    expect(sealed[0]).toMatchObject({
      eventName: 'security.audit_log.delivery_failure',
      hrTime: [1_795_449_600, 123_000_000],
      resource: record.resource,
      attributes: { 'security.reason': 'records_lost', 'security.data.count': 1, 'audit.actor.type': 'system' },
    });
  });

  it('says at the end how much it was', async () => {
    const { sealed, first, record, lose, after } = noticing();
    first.onEmit(record);
    for (let n = 0; n < 10; n += 1) lose();
    await turn();
    after(DELIVERY_WATCH_DEFAULTS.quietMs);
    lose();
    await turn();
    // Ten, and the notice itself; then it begins anew.
    expect(sealed.map(({ eventName, attributes }) => [eventName, attributes['security.data.count']])).toEqual([
      ['security.audit_log.delivery_failure', 1],
      ['security.audit_log.delivery_recovery', 11],
      ['security.audit_log.delivery_failure', 1],
    ]);
  });

  it('is not emitted from within the call that counted, and waits for somebody to speak for', async () => {
    const { sealed, first, record, lose } = noticing();
    lose();
    await turn();
    expect(sealed).toEqual([]);
    first.onEmit(record);
    expect(sealed).toEqual([]);
    await turn();
    expect(sealed).toHaveLength(1);
  });

  it('does not come after the end', async () => {
    const { sealed, first, record, lose } = noticing();
    first.onEmit(record);
    lose();
    await first.shutdown();
    lose();
    await turn();
    expect(sealed).toEqual([]);
  });
});
