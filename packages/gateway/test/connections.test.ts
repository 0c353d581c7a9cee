import { writeFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { makeCertificate } from '../../signing-exporter/test/otlp/certificates.js';
import { counting } from './support/counted.js';
import { exportRequest, numbered } from './support/export-request.js';
import { keyAndTrust, testFolder } from './support/gateway-files.js';
import { JSON_TYPE, type Running, runningGateway } from './support/running-gateway.js';

const folder = testFolder();
const keys = keyAndTrust(folder);
const HONEST = 'honest-token-0123456789abcdef01234567';
const tokensFile = written('tokens', `honest ${HONEST} service=*\n`);

function written(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content, { mode: 0o600 });
  return path;
}

function open(running: Running, options: { readonly localAddress?: string } = {}): Socket {
  const { port } = new URL(running.gateway.url);
  const socket = connect({ port: Number(port), host: '127.0.0.1', ...options });
  onTestFinished(() => void socket.destroy());
  return socket.on('error', () => undefined);
}

describe('connections', () => {
  const authority = makeCertificate('authority');
  const server = makeCertificate('gateway', authority);
  const certificateFile = written('server.pem', server.certificate);
  const keyFile = written('server.key', server.key);
  const reachable = { listen: '0.0.0.0:0', certificateFile, keyFile, tokensFile, maxConnections: 80 };

  function honest({ gateway }: Running): Promise<number> {
    const agent = new Agent({ ca: [authority.certificate], servername: 'gateway', keepAlive: true });
    onTestFinished(() => agent.destroy());
    return new Promise((resolve, reject) => {
      const url = `https://127.0.0.1:${new URL(gateway.url).port}/v1/logs`;
      const asked = request(
        url,
        { method: 'POST', agent, headers: { ...JSON_TYPE, authorization: `Bearer ${HONEST}` } },
        (response) => {
          response.resume().once('end', () => resolve(response.statusCode ?? 0));
        },
      );
      asked.once('error', reject);
      asked.end(exportRequest(numbered(1)));
    });
  }

  const openOf = (sockets: readonly Socket[]): number =>
    sockets.filter(({ destroyed, readyState }) => !destroyed && readyState === 'open').length;

  /** A client learns late on a busy machine that it was disconnected. */
  async function untilOpen(sockets: readonly Socket[], most: number): Promise<void> {
    await vi.waitFor(() => expect(openOf(sockets)).toBeLessThanOrEqual(most), { timeout: 20_000, interval: 200 });
  }

  it('of one address on which nobody says who he is are an eighth, and make room for newer ones', async () => {
    const counted = counting();
    const running = await runningGateway(folder, keys, { gateway: reachable });
    const silent = Array.from({ length: 100 }, () => open(running, { localAddress: '127.0.0.2' }).resume());
    await untilOpen(silent, 10);
    expect([await honest(running), await honest(running)]).toEqual([200, 200]);
    expect(await counted('otelseal.gateway.requests', { outcome: 'refused' })).toBeGreaterThanOrEqual(90);
    expect(running.reports.filter((line) => line.includes('maxConnections'))).toHaveLength(1);
  });

  it('of many such addresses are three quarters, and who shows the right token stays', async () => {
    const running = await runningGateway(folder, keys, { gateway: reachable });
    expect(await honest(running)).toBe(200);
    const addresses = Array.from({ length: 80 }, (_, index) => `127.0.1.${index + 1}`);
    const silent: Socket[] = [];
    for (const localAddress of addresses) {
      for (let count = 0; count < 10; count += 1) silent.push(open(running, { localAddress }).resume());
      await sleep(5);
    }
    await untilOpen(silent, 60);
    expect(await honest(running)).toBe(200);
  });

  it('on loopback are not told apart by address: there everybody has the same', async () => {
    const running = await runningGateway(folder, keys, { gateway: { maxConnections: 80 } });
    const silent = Array.from({ length: 60 }, () => open(running).resume());
    await vi.waitFor(() => expect(openOf(silent)).toBe(60), { timeout: 20_000 });
    expect((await running.post(exportRequest(numbered(1)))).status).toBe(200);
  });
});
