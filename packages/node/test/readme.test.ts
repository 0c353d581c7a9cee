import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { receiving } from './support/receiving.js';
import { keyAndTrust, temporaryDirectory } from './support/signing-key-files.js';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const { keyFile } = keyAndTrust(temporaryDirectory());
const here = fileURLToPath(new URL('..', import.meta.url));

const block = (language: string, containing: string): string => {
  const blocks = [...readme.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'))].map(
    ([, text = '']) => text,
  );
  return blocks.find((text) => text.includes(containing)) ?? '';
};
const withKey = (sample: string): string => sample.replaceAll('otelseal.pem', keyFile);

/** Runs without blocking: the receiver lives in this process. */
async function run(command: string, parameters: readonly string[], environment: Record<string, string>) {
  const child = spawn(command, parameters, { cwd: here, env: { PATH: process.env['PATH'] ?? '', ...environment } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const code = await new Promise((resolve) => child.on('close', resolve));
  return { code, output };
}

const QUIET = { OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none', OTEL_SERVICE_NAME: 'shop' };
const LOGIN = 'security.authn.login.failure';

describe('the README', () => {
  it('shows a sample that delivers its event', async () => {
    const { receiver, received } = await receiving();
    const parameters = ['--input-type=module-typescript', '--eval', withKey(block('ts', 'createOtelseal'))];
    const environment = { ...QUIET, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url.replace('/v1/logs', '') };
    expect(await run(process.execPath, parameters, environment)).toEqual({ code: 0, output: 'delivered\n' });
    expect(received().map(({ eventName }) => eventName)).toContain(LOGIN);
  });

  it('shows a command that does the same for a service without OpenTelemetry', async () => {
    const { receiver, received } = await receiving();
    const command = withKey(block('sh', '@otelseal/node/register')).replace(
      'app.js',
      'test/register/apps/login-and-end.mjs',
    );
    const environment = { ...QUIET, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url.replace('/v1/logs', '') };
    expect(await run('sh', ['-c', command], environment)).toEqual({ code: 0, output: 'app ran\n' });
    expect(received().map(({ eventName }) => eventName)).toContain(LOGIN);
  });

  it('lists every code that this package throws or reports', () => {
    const sources = readdirSync(new URL('../src', import.meta.url), { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts'),
    );
    const text = sources.map((file) => readFileSync(new URL(`../src/${file}`, import.meta.url), 'utf8')).join('\n');
    const codes = new Set([...text.matchAll(/'(ERR_[A-Z_]+)'/g)].map(([, code]) => code));
    codes.delete('ERR_TRUST'); // the beginning of another package's code
    const listed = [...readme.matchAll(/^\| `(ERR_[A-Z_]+)` \|/gm)].map(([, code]) => code);
    expect(listed.sort()).toEqual([...codes].sort());
  });
});
