import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { receiving } from '../support/receiving.js';
import { runNode } from '../support/run-app.js';
import { keyAndTrust, temporaryDirectory } from '../support/signing-key-files.js';

const { keyFile } = keyAndTrust(temporaryDirectory());
const app = (name: string): string => fileURLToPath(new URL(`apps/${name}`, import.meta.url));
const HOOK = '--experimental-loader=@opentelemetry/instrumentation/hook.mjs';
const ATTACH = ['--import', '@otelseal/node/attach'];
const AUTO = ['--import', '@opentelemetry/auto-instrumentations-node/register'];
const OWN = ['--import', app('telemetry.mjs')];
const LONGEST_MILLIS = 240_000;

describe.each(['refusing-server.mjs', 'refusing-server.cjs'])(
  "%s beside OpenTelemetry's instrumentation of http",
  (file) => {
    it.each<[string, readonly string[]]>([
      ['which comes after attach', [...ATTACH, ...AUTO]],
      ['which comes before attach', [...AUTO, ...ATTACH]],
      ['with its hook, after attach', [HOOK, ...ATTACH, ...AUTO]],
      ['with its hook, before attach', [HOOK, ...AUTO, ...ATTACH]],
      ["which is the service's own, after attach", [...ATTACH, ...OWN]],
      ["which is the service's own, before attach", [...OWN, ...ATTACH]],
    ])(
      'leaves one event of a refused request, with all that is known: %s',
      { timeout: LONGEST_MILLIS },
      async (_, flags) => {
        const { receiver, received } = await receiving();
        const environment = {
          OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url.replace('/v1/logs', ''),
          OTEL_NODE_RESOURCE_DETECTORS: 'env,host',
          OTELSEAL_SIGNING_KEY_FILE: keyFile,
        };
        const { stdout } = await runNode([...flags, app(file)], environment).ended;
        expect(stdout).toBe('answered 403\n');
        const denied = received().filter(({ eventName }) => eventName === 'security.authz.failure');
        expect(denied).toMatchObject([
          { 'security.reason': 'not_owner', 'client.address': '127.0.0.1', 'url.path': '/invoices/7' },
        ]);
      },
    );
  },
);
