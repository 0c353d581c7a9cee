import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { testFolder } from '../support/gateway-files.js';

const MANIFEST = new URL('../../deployment/kubernetes/gateway.yaml', import.meta.url);

interface Container {
  readonly name: string;
  readonly command: readonly string[];
  readonly restartPolicy?: string;
}

function copyingContainer(): Container {
  const documents = parseAllDocuments(readFileSync(MANIFEST, 'utf8')).map((document) => document.toJS());
  const pod = documents.find(({ kind }) => kind === 'StatefulSet').spec.template.spec;
  return pod.initContainers.find(({ name }: Container) => name === 'secrets');
}

it('copies secrets so that only their owner can read them, again when they change, and again when it starts anew', async () => {
  const folder = testFolder();
  for (const name of ['mnt/otelseal', 'mnt/tls', 'run/secrets/otelseal', 'run/secrets/tls'])
    mkdirSync(join(folder, name), { recursive: true });
  const give = (name: string, content: string): void => {
    writeFileSync(join(folder, 'mnt', name), content);
    chmodSync(join(folder, 'mnt', name), 0o440);
  };
  const has = (name: string): string => readFileSync(join(folder, 'run/secrets', name), 'utf8');
  for (const name of ['otelseal/otelseal.pem', 'otelseal/tokens', 'tls/tls.crt', 'tls/tls.key']) give(name, 'first');

  const { command, restartPolicy } = copyingContainer();
  expect(restartPolicy).toBe('Always');
  const [shell = '', flags = '', script = ''] = command;
  const here = script.replaceAll('/mnt/', `${folder}/mnt/`).replaceAll('/run/secrets/', `${folder}/run/secrets/`);
  const start = () => spawn(shell, [flags, here], { env: { ...process.env, RENEW_SECONDS: '0.05' }, stdio: 'inherit' });
  const first = start();
  onTestFinished(() => void first.kill('SIGKILL'));
  await vi.waitFor(() => expect(has('tls/tls.key')).toBe('first'), 10_000);
  expect(statSync(join(folder, 'run/secrets/otelseal/tokens')).mode & 0o777).toBe(0o600 & 0o440);

  chmodSync(join(folder, 'mnt/otelseal/tokens'), 0o640);
  give('otelseal/tokens', 'second');
  await vi.waitFor(() => expect(has('otelseal/tokens')).toBe('second'), 10_000);

  rmSync(join(folder, 'mnt/otelseal/tokens'));
  chmodSync(join(folder, 'mnt/tls/tls.key'), 0o640);
  give('tls/tls.key', 'renewed');
  await vi.waitFor(() => expect(has('tls/tls.key')).toBe('renewed'), 10_000);
  expect(has('otelseal/tokens')).toBe('second');
  const ended = new Promise((resolve) => first.once('exit', resolve));
  first.kill('SIGTERM');
  expect(await ended).toBe(0);

  chmodSync(join(folder, 'mnt/tls/tls.crt'), 0o640);
  give('tls/tls.crt', 'third');
  const second = start();
  onTestFinished(() => void second.kill('SIGKILL'));
  await vi.waitFor(() => expect(has('tls/tls.crt')).toBe('third'), 10_000);
}, 60_000);
