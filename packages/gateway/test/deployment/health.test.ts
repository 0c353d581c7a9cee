import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { makeCertificate } from '../../../signing-exporter/test/otlp/certificates.js';
import { keyAndTrust, testFolder } from '../support/gateway-files.js';
import { runningGateway } from '../support/running-gateway.js';

const HEALTH = fileURLToPath(new URL('../../deployment/container/health.mjs', import.meta.url));
const folder = testFolder();

function exitCode(url: string, host = '0.0.0.0'): Promise<number> {
  const env = { ...process.env, OTELSEAL_GATEWAY_LISTEN: `${host}:${new URL(url).port}` };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [HEALTH], { env });
    child.once('exit', (code) => resolve(code ?? -1));
  });
}

function written(name: string, pem: string): string {
  writeFileSync(join(folder, name), pem, { mode: 0o600 });
  return join(folder, name);
}

describe('the health of a container', () => {
  const authority = makeCertificate('authority');
  const server = makeCertificate('otelseal-gateway', authority);
  const tls = {
    certificateFile: written('server.pem', server.certificate),
    keyFile: written('server.key', server.key),
  };

  it.each([
    ['without TLS', {}],
    ['with TLS', tls],
    ['with client certificates', { ...tls, clientCaFile: written('ca.pem', authority.certificate) }],
  ])(
    'is good while the gateway runs %s, and bad when it has ended',
    async (_, gateway) => {
      const running = await runningGateway(folder, keyAndTrust(folder), { gateway });
      expect(await exitCode(running.gateway.url)).toBe(0);
      await running.close();
      expect(await exitCode(running.gateway.url)).toBe(1);
    },
    30_000,
  );

  it.each([
    ['[::1]', '[::1]'],
    ['[::]', '[::]'],
    ['[::]', '[::1]'],
    ['0.0.0.0', '127.0.0.1'],
    ['127.0.0.2', '127.0.0.2'],
  ])(
    'is good where the setting is %s and the gateway listens at %s, with TLS',
    async (setting, host) => {
      const gateway = { ...tls, clientCaFile: written('ca.pem', authority.certificate), listen: `${host}:0` };
      const running = await runningGateway(folder, keyAndTrust(folder), { gateway });
      expect(await exitCode(running.gateway.url, setting)).toBe(0);
      await running.close();
      expect(await exitCode(running.gateway.url, setting)).toBe(1);
    },
    30_000,
  );
});
