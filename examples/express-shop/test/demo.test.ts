import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const DEMO = fileURLToPath(new URL('../src/demo.ts', import.meta.url));
const SERVER = fileURLToPath(new URL('../src/server.ts', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'otelseal-demo-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function run(program: string, variables: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [program], { env: { ...process.env, ...variables } });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (text) => {
    output.stdout += text;
  });
  child.stderr.on('data', (text) => {
    output.stderr += text;
  });
  const [exitCode] = await once(child, 'close');
  return { ...output, exitCode };
}

async function occupiedPort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: String((server.address() as AddressInfo).port), free: () => server.close() };
}

// The demo that works is tested as readers run it, in test/demo of the repository.
describe('the demo', () => {
  it('says in one line that it cannot write to its folder', async () => {
    writeFileSync(join(scratch, 'file'), '');
    const { exitCode, stderr } = await run(DEMO, { OTELSEAL_DEMO_DIR: join(scratch, 'file', 'below') });
    expect(stderr).toMatch(/^demo: cannot write to \S+ \(ENOTDIR\); set OTELSEAL_DEMO_DIR to a folder of yours\.\n$/);
    expect(exitCode).toBe(69);
  });

  it('says in one line that its port is taken', async () => {
    const { port, free } = await occupiedPort();
    const { exitCode, stderr } = await run(DEMO, {
      OTELSEAL_DEMO_DIR: join(scratch, 'demo'),
      OTELSEAL_DEMO_PORT: port,
    });
    free();
    expect(stderr).toBe(
      `demo: cannot listen on 127.0.0.1:${port} (EADDRINUSE); set OTELSEAL_DEMO_PORT to a free port, or to 0.\n`,
    );
    expect(exitCode).toBe(69);
  });
});

describe('the shop as a program', () => {
  it('says in one line that its port is taken', async () => {
    const { port, free } = await occupiedPort();
    const { exitCode, stdout, stderr } = await run(SERVER, {
      PORT: port,
      OTEL_SERVICE_NAME: 'express-shop',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
    });
    free();
    expect(stderr).toContain(
      `express-shop: cannot listen: listen EADDRINUSE: address already in use 127.0.0.1:${port}\n`,
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  });
});
