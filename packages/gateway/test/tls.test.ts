import { writeFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { connect as connectBelow } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Certificate, makeCertificate } from '../../signing-exporter/test/otlp/certificates.js';
import { counting } from './support/counted.js';
import { exportRequest, numbered } from './support/export-request.js';
import { keyAndTrust, testFolder } from './support/gateway-files.js';
import { type Running, runningGateway } from './support/running-gateway.js';

const folder = testFolder();
const keys = keyAndTrust(folder);
const authority = makeCertificate('authority');
const server = makeCertificate('gateway', authority);
const certificateFile = written('server.pem', server.certificate);
const keyFile = written('server.key', server.key);
const clientCaFile = written('ca.pem', authority.certificate);

function written(name: string, pem: string): string {
  const path = join(folder, name);
  writeFileSync(path, pem, { mode: 0o600 });
  return path;
}

/** The status, or why there is none; with the name in the certificate that the gateway shows. */
function sent(
  { gateway }: Running,
  service: string,
  client?: Certificate,
): Promise<{ status: number | string; peer?: string }> {
  const agent = new Agent({
    ca: [authority.certificate],
    ...(client === undefined ? {} : { cert: client.certificate, key: client.key }),
  });
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json' };
    const asked = request(`${gateway.url}/v1/logs`, { method: 'POST', agent, headers }, (response) => {
      const socket = response.socket as import('node:tls').TLSSocket;
      const peer = String(socket.getPeerCertificate().subject?.CN);
      response.resume().once('end', () => resolve({ status: response.statusCode ?? 0, peer }));
    });
    asked.once('error', (cause: NodeJS.ErrnoException) => resolve({ status: cause.code ?? 'error' }));
    asked.end(exportRequest(numbered(1), { service }));
  });
}

describe('a gateway with TLS', () => {
  it('answers a client that says with its request that it will send no more', async () => {
    const running = await runningGateway(folder, keys, { gateway: { certificateFile, keyFile } });
    const { port } = new URL(running.gateway.url);
    const body = exportRequest(numbered(1));
    const trusting = { ca: [authority.certificate], servername: 'gateway' };
    const below = connectBelow({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true });
    const socket = connect({ socket: below, ...trusting });
    onTestFinished(() => void socket.destroy());
    let answer = '';
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('latin1');
    });
    const ended = new Promise((resolve, reject) => socket.once('end', resolve).once('error', reject));
    const head = 'POST /v1/logs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json';
    socket.end(`${head}\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    await ended;
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  });

  it.each([
    ['says nothing', '', false],
    ['says nothing and that it will send no more', '', true],
    ['begins to greet', '1603010200010001fc0303', false],
    ['begins to greet and says that it will send no more', '1603010200010001fc0303', true],
  ])(
    'closes on a client that %s',
    async (_what, greeting, ends) => {
      const gateway = { certificateFile, keyFile, requestTimeoutMillis: 1_000 };
      const counted = counting();
      const running = await runningGateway(folder, keys, { gateway });
      const { port } = new URL(running.gateway.url);
      const socket = connectBelow({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true });
      onTestFinished(() => void socket.destroy());
      const ended = new Promise((resolve) => socket.once('end', resolve).resume());
      if (greeting !== '') socket.write(Buffer.from(greeting, 'hex'));
      if (ends) socket.end();
      await ended; // the engine alone would wait for two minutes
      expect(await counted('otelseal.gateway.requests', { outcome: 'timed_out' })).toBe(1);
    },
    20_000,
  );

  it('takes from clients that believe its certificate, and shows a renewed one', async () => {
    const running = await runningGateway(folder, keys, { gateway: { certificateFile, keyFile } });
    expect(running.gateway.url).toMatch(/^https:/);
    expect(await sent(running, 'shop')).toEqual({ status: 200, peer: 'gateway' });
    const renewed = makeCertificate('renewed', authority);
    written('server.pem', renewed.certificate); // a moment in which the key is not yet the one that fits
    await sleep(1_200);
    expect(await sent(running, 'shop')).toEqual({ status: 200, peer: 'gateway' });
    written('server.key', renewed.key);
    await sleep(2_200);
    expect(await sent(running, 'shop')).toEqual({ status: 200, peer: 'renewed' });
    written('server.pem', server.certificate);
    written('server.key', server.key);
    expect(running.reports.join()).toContain('stays as it was');
  }, 20_000);

  it('that asks for certificates takes from each what its name may say', async () => {
    const running = await runningGateway(folder, keys, { gateway: { certificateFile, keyFile, clientCaFile } });
    const shop = makeCertificate('shop', authority);
    expect((await sent(running, 'shop', shop)).status).toBe(200);
    expect((await sent(running, 'bank', shop)).status).toBe(403);
    expect((await sent(running, 'shop')).status).not.toBe(200);
    expect((await sent(running, 'shop', makeCertificate('shop'))).status).not.toBe(200);
  });

  it('and a list limits those whom certificates name', async () => {
    const tokensFile = written('tokens', 'shop - service=bank\n');
    const running = await runningGateway(folder, keys, {
      gateway: { certificateFile, keyFile, clientCaFile, tokensFile },
    });
    expect((await sent(running, 'bank', makeCertificate('shop', authority))).status).toBe(200);
    expect((await sent(running, 'bank', makeCertificate('other', authority))).status).toBe(401);
  });

  it('does not start with a certificate and a key that do not belong together', async () => {
    const other = written('other.key', makeCertificate('other').key);
    await expect(runningGateway(folder, keys, { gateway: { certificateFile, keyFile: other } })).rejects.toMatchObject({
      code: 'ERR_OPTION_INVALID',
    });
  });
});
