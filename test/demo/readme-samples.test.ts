import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { OtlpReceiver } from '@otelseal/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const blocks = [...readFileSync(`${ROOT}/README.md`, 'utf8').matchAll(/^```(ts|sh)\n(.*?)^```/gms)];
const textOf = (language: string) => blocks.filter(([, tag]) => tag === language).map(([, , text]) => text ?? '');
const [telemetry = '', events = ''] = textOf('ts');
const commands = textOf('sh')
  .join('')
  .replace(/ +#.*$/gm, '')
  .trim()
  .split('\n');

/** What the reader's own application has. */
const APPLICATION = `
  const email = 'ada@example.test', id = 'i-7', tx = { id: 'tx-1' }, refunds = { execute: async () => 'receipt' };
  const request = { user: { id: 'u-1' }, ip: '192.0.2.7', sessionID: 's-1' };
  const app = { use: (handle: Function) => handle(request, {}, () => undefined) };
`;

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'otelseal-readme-')));
let receiver: OtlpReceiver;

async function runs(command: string): Promise<{ readonly code: number; readonly stdout: string }> {
  const env = {
    ...process.env,
    PATH: [join(ROOT, 'node_modules/.bin'), process.env['PATH']].join(delimiter),
    OTEL_SERVICE_NAME: 'readme',
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url.replace('/v1/logs', ''),
    OTEL_TRACES_EXPORTER: 'none',
    OTEL_METRICS_EXPORTER: 'none',
    OTELSEAL_SIGNING_KEY_FILE: command.includes('register') ? join(folder, 'otelseal.pem') : '',
  };
  const ran = promisify(execFile)('sh', ['-c', command.replace(/^npx /, '')], { cwd: folder, env });
  return ran.then(
    ({ stdout }) => ({ code: 0, stdout }),
    ({ code, stdout, stderr }) => ({ code, stdout: `${stdout}${stderr}` }),
  );
}

describe('the samples of the root README', () => {
  beforeAll(async () => {
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    receiver = await OtlpReceiver.start(join(folder, 'audit.jsonl'));
  });
  afterAll(async () => {
    await receiver.close();
    rmSync(folder, { recursive: true });
  });

  it('make a key, seal events with the added lines or without any, beside an SDK or not, and verify them, as they are written', async () => {
    expect(commands.filter((line) => line.startsWith('npm install')).length).toBe(2);
    const [generate = '', register = '', attach = '', doctor = '', verify = ''] = commands.filter(
      (line) => !line.startsWith('npm install'),
    );
    expect(await runs(generate)).toMatchObject({ code: 0 });

    const paths = { '/run/secrets/otelseal.pem': 'otelseal.pem', '/var/lib/otelseal': 'spool' };
    const placed = Object.entries(paths).reduce((text, [from, to]) => text.replace(from, join(folder, to)), telemetry);
    expect(placed.match(/\/\/ \+/g)).toHaveLength(3);
    const told = `${placed}\nsdk.start();\n${APPLICATION}${events}\nif (receipt !== 'receipt') throw new Error(receipt);\nawait sdk.shutdown();\n`;
    writeFileSync(join(folder, 'otel.ts'), told);
    expect(await runs('node otel.ts')).toEqual({ code: 0, stdout: '' });
    writeFileSync(join(folder, 'app.js'), `${APPLICATION.replace(': Function', '')}${events}`);
    expect(await runs(register)).toEqual({ code: 0, stdout: '' });
    expect(await runs(attach)).toEqual({ code: 0, stdout: '' });
    expect(await runs(doctor)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Nothing stands in the way.'),
    });

    const log = readFileSync(join(folder, 'audit.jsonl'), 'utf8');
    const names = [...log.matchAll(/"eventName":"(security\.[\w.]+)"/g)].map(([, name]) => name);
    const each = ['security.authn.login.failure', 'security.authz.failure', 'security.transaction.complete'];
    expect(names.sort()).toEqual([...each, ...each, ...each].sort());
    expect(await runs(verify)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^INTACT /) });
  });
});
