import { cpSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OtlpReceiver } from '@otelseal/testing';
import { describe, expect, inject, it } from 'vitest';

import { command } from './command.js';
import { firstLine } from './sealed-journey.js';

const project = inject('projectOnLastSdk2');
cpSync(fileURLToPath(new URL('consumers/last-sdk-2/', import.meta.url)), project, { recursive: true });

const ATTACH = ['--import', '@otelseal/node/attach'];
const SDK = ['--import', './telemetry.mjs'];

/** What is installed of one package, by the folders it is in. */
const copies = (name: string): string[] =>
  globSync(`node_modules/**/${name}/package.json`, { cwd: project }).map((file) => {
    const { version } = JSON.parse(readFileSync(join(project, file), 'utf8')) as { version: string };
    return `${version} in ${file.replace(`${name}/package.json`, '')}`;
  });

/** Runs the service; what it said on standard error, its records as text, and what `otelseal verify` says. */
async function run(name: string, flags: readonly string[]) {
  const otelseal = (...args: string[]) => command(project, process.execPath, ['node_modules/.bin/otelseal', ...args]);
  const [key, trust, received] = [`${name}.pem`, `${name}.json`, join(project, `${name}.jsonl`)];
  await otelseal('keys', 'generate', '--out', key, '--trust', trust);
  const receiver = await OtlpReceiver.start(received);
  const { code, stderr } = await command(project, process.execPath, [...flags, 'service.mjs'], {
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url.replace('/v1/logs', ''),
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_METRICS_EXPORTER: 'none',
    OTEL_NODE_RESOURCE_DETECTORS: 'env',
    OTEL_SERVICE_NAME: 'shop',
    OTEL_TRACES_EXPORTER: 'none',
    OTELSEAL_SIGNING_KEY_FILE: key,
  });
  await receiver.close();
  const verdict = firstLine(await otelseal('verify', `file:${received}`, '--trust', trust));
  return { code, stderr, text: readFileSync(received, 'utf8'), verdict };
}

describe('a project on the last SDK 2.x into which Otelseal was installed by `npm install`', () => {
  it('keeps its one SDK and its one API, which Otelseal uses as well', () => {
    expect(copies('@opentelemetry/sdk-node')).toEqual(['0.223.0 in node_modules/']);
    expect(copies('@opentelemetry/api').filter((copy) => !copy.includes('@otelseal/gateway'))).toEqual([
      expect.stringMatching(/^1\.9\.\d+ in node_modules\/$/),
    ]);
  });

  it.each([
    ['attach-first', [...ATTACH, ...SDK]],
    ['attach-last', [...SDK, ...ATTACH]],
    ['register', ['--import', '@otelseal/node/register']],
  ])('has its requests and lines sealed and verified: %s', async (name, flags) => {
    const { code, stderr, text, verdict } = await run(name, flags);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(verdict).toMatch(/^INTACT\b/);
    expect(text.match(/"eventName":"security\.authz\.failure"/g)).toHaveLength(1);
    expect(text).toContain('/invoices/:id');
    expect(text.match(/"stringValue":"an invoice was asked for"/g)).toHaveLength(1);
  });
});
