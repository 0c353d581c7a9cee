import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { letExporterEnd } from '@otelseal/signing-exporter';
import { describe, expect, it } from 'vitest';
import { receiving } from '../support/receiving.js';
import { runNode } from '../support/run-app.js';
import { keyAndTrust, temporaryDirectory } from '../support/signing-key-files.js';
import { installedSdks } from './installed-sdks.js';
import { PUBLISHED } from './sdks/published.js';

const { keyFile, trustFile } = keyAndTrust(temporaryDirectory());
const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const ATTACH = new URL('../../dist/attach.js', import.meta.url).href;
const EVENTS = new URL('../../../security-events/dist/esm/index.js', import.meta.url).href;
const CLI = path('../../../cli/bin/otelseal.mjs');
const LONGEST_MILLIS = 300_000;

describe('attaching to a published SDK that has copies of everything of its own', { timeout: LONGEST_MILLIS }, () => {
  it.each(PUBLISHED)('seals every record once and makes it verifiable: $sdk $version', async (published) => {
    const folder = await installedSdks(published.generation);
    const { receiver, received, file } = await receiving();
    const environment = {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url.replace('/v1/logs', ''),
      OTEL_NODE_RESOURCE_DETECTORS: 'env',
      OTELSEAL_SIGNING_KEY_FILE: keyFile,
    };
    const args = ['--import', ATTACH, path('sdk-app.mjs'), published.api, published.sdk, EVENTS];
    const { code, stderr } = await runNode(args, environment, { folder }).ended;

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const records = received().filter(({ eventName }) => !String(eventName).startsWith('audit.'));
    expect(records.map(({ eventName, body }) => eventName ?? body).sort()).toEqual([
      'a line of the application',
      'security.authn.login.failure',
    ]);
    expect(received().filter((record) => record['audit.payload'] === undefined)).toEqual([]);
    expect(JSON.stringify(received())).not.toContain('hunter2');
    const verdict = execFileSync(process.execPath, [CLI, 'verify', `file:${file}`, '--trust', trustFile], {
      encoding: 'utf8',
    });
    expect(verdict).toMatch(/^INTACT/);
  });
});

describe('the OTLP/HTTP exporter of a published SDK', { timeout: LONGEST_MILLIS }, () => {
  it.each(['2.x', '3.x'] as const)('has what makes it let go of a process that is to end: %s', async (generation) => {
    const { OTLPLogExporter } = createRequire(`${await installedSdks(generation)}/`)(
      '@opentelemetry/exporter-logs-otlp-http',
    );
    const exporter = new OTLPLogExporter();
    const retrying = exporter._delegate._transport;
    const parameters = retrying._transport._parameters;
    const { agentFactory } = parameters;
    letExporterEnd(exporter);
    expect(exporter._delegate._transport).not.toBe(retrying);
    expect(parameters.agentFactory).not.toBe(agentFactory);
  });
});
