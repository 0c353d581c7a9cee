import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import { OtlpReceiver } from '@otelseal/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AuditLogRecordProcessor } from '../src/index.js';
import { ROOT, SHOP } from './sealing-bench.js';
import { numbersIn, recovered } from './spool/recovery.js';
import { verifiedFile } from './verified.js';

let folder: string;
let file: string;
let receiver: OtlpReceiver;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sdk-'));
  file = join(folder, 'received.jsonl');
  receiver = await OtlpReceiver.start(file);
});

afterEach(async () => {
  await receiver.close();
  rmSync(folder, { recursive: true });
});

/** As an application has it: the SDK's provider around the processor. */
function application(url: string = receiver.url) {
  const audit = new AuditLogRecordProcessor({
    spool: { directory: join(folder, 'spool') },
    otlp: { url, timeoutMillis: 3_000 },
    signer: ROOT,
    delivery: { shutdownTimeoutMs: 1_000, backoff: { initialMs: 20, maxMs: 50, factor: 2, jitter: 0 } },
  });
  const provider = new LoggerProvider({ resource: SHOP, processors: [audit] });
  let emitted = 0;
  const emit = (count: number): void => {
    for (let left = count; left > 0; left -= 1) {
      emitted += 1;
      provider
        .getLogger('shop')
        .emit({ eventName: 'security.authn.login.success', attributes: { 'test.number': `n${emitted}.` } });
    }
  };
  return { provider, emit };
}

/** A receiver that takes requests and never answers. */
async function silent(): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer(() => {});
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/logs` };
}

describe("what the SDK's batch processor gets wrong", () => {
  it('a flush that begins during another one covers what was emitted in between', async () => {
    const { provider, emit } = application();
    receiver.failNext({ kind: 'slow', delayMs: 200 });
    emit(10);
    const first = provider.forceFlush();
    await new Promise((resolve) => setTimeout(resolve, 50));
    emit(10);
    await provider.forceFlush();
    expect(numbersIn(file).size).toBe(20);
    await first;
    await provider.shutdown();
  });

  it('a shutdown during a flush loses nothing that was emitted after the flush began', async () => {
    const { provider, emit } = application();
    receiver.failNext({ kind: 'slow', delayMs: 300 });
    emit(10);
    const flush = provider.forceFlush();
    await new Promise((resolve) => setTimeout(resolve, 50));
    emit(10);
    await provider.shutdown();
    await flush;
    expect(numbersIn(file).size).toBe(20);
    expect(verifiedFile(file).first).toMatch(/^INTACT/);
  });

  it('many flushes and ends at once all come back, and nothing is sent twice for it', async () => {
    const { provider, emit } = application();
    emit(5);
    await Promise.all(Array.from({ length: 10 }, () => provider.forceFlush()));
    await Promise.all([provider.shutdown(), provider.forceFlush(), provider.shutdown()]);
    const { first, report } = verifiedFile(file);
    expect(first).toMatch(/^INTACT/);
    expect(report.conditions).toEqual([]);
    expect(numbersIn(file).size).toBe(5);
  });

  it('a receiver that never answers holds up neither flush nor shutdown beyond their bounds; the next process delivers', async () => {
    const { server, url } = await silent();
    const { provider, emit } = application(url);
    emit(10);
    await expect(provider.forceFlush({ timeoutMillis: 100 })).rejects.toThrow(); // the SDK's own bound
    emit(10);
    const startedAt = performance.now();
    await provider.shutdown();
    expect(performance.now() - startedAt).toBeLessThan(6_000);
    server.closeAllConnections();
    server.close();
    const next = await recovered(join(folder, 'spool'), file);
    expect([next.numbers.size, next.first.slice(0, 6)]).toEqual([20, 'INTACT']);
  });

  it('what is emitted while the SDK shuts down is in the stream, or counted as not taken', async () => {
    const { provider, emit } = application();
    emit(10);
    const ended = provider.shutdown();
    emit(10); // the provider gives no logger any more
    await ended;
    expect(numbersIn(file).size).toBe(10);
    expect(verifiedFile(file).first).toMatch(/^INTACT/);
    expect(readFileSync(file, 'utf8')).toContain('audit.close');
  });
});
