import { cpSync, existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OtlpReceiver } from '@otelseal/testing';
import { describe, expect, inject, it } from 'vitest';

import { command } from './command.js';
import { OLDEST_LIBRARIES } from './libraries.js';

const project = inject('projectWithLibraries');
const oldest = join(project, 'oldest');
for (const folder of [project, oldest]) {
  cpSync(fileURLToPath(new URL('consumers/libraries/', import.meta.url)), folder, { recursive: true });
}
await command(oldest, process.execPath, ['../node_modules/.bin/otelseal', 'keys', 'generate', '--out', 'otelseal.pem']);

const ATTACH = ['--import', '@otelseal/node/attach'];
const AUTO = ['--import', '@opentelemetry/auto-instrumentations-node/register'];
const REGISTER = ['--import', '@otelseal/node/register'];

/** The one event that each library leaves, and something of it that nobody else knows. */
const TOLD = {
  express: ['security.authz.failure', '/invoices/:id'],
  fastify: ['security.authz.failure', '/invoices/:id'],
  passport: ['security.authn.login.failure', 'wrong_password'],
  'express-session': ['security.session.create', 'u-7'],
  jsonwebtoken: ['security.authn.login.failure', 'token_malformed'],
  jose: ['security.authn.login.failure', 'token_malformed'],
  'rate-limiter-flexible': ['security.excess.rate_limit', 'login'],
  'express-rate-limit': ['security.excess.rate_limit', 'express-rate-limit'],
  winston: ['security.authn.login.failure', 'wrong_password'],
  pino: ['security.authn.login.failure', 'wrong_password'],
  pg: ['security.sensitive.read', 'clinic.patients'],
  knex: ['security.sensitive.read', 'clinic.patients'],
} as const;
type Library = keyof typeof TOLD;

interface Received {
  readonly eventName?: string;
  readonly attributes: readonly { readonly key: string; readonly value: object }[];
}

/** Runs the service and returns what Otelseal said on standard error and its security events with the values of their attributes. */
async function told(folder: string, library: Library, flags: readonly string[]) {
  const file = join(folder, `received-${library}-${flags.length}-${flags[1]?.length}.jsonl`);
  const receiver = await OtlpReceiver.start(file);
  const { stderr } = await command(folder, process.execPath, [...flags, 'service.mjs', library], {
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url.replace('/v1/logs', ''),
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_METRICS_EXPORTER: 'none',
    OTEL_NODE_RESOURCE_DETECTORS: 'env,host',
    OTEL_SERVICE_NAME: 'shop',
    OTEL_TRACES_EXPORTER: 'none',
    OTELSEAL_INSTRUMENTATIONS_SENSITIVE: 'clinic.patients',
    OTELSEAL_SIGNING_KEY_FILE: join(oldest, 'otelseal.pem'),
  });
  await receiver.close();
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  const records = lines.flatMap((line) =>
    (JSON.parse(line) as { resourceLogs: { scopeLogs: { logRecords: Received[] }[] }[] }).resourceLogs.flatMap(
      ({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords),
    ),
  );
  const events = records.filter(({ eventName }) => eventName?.startsWith('security.'));
  return {
    said: stderr.split('\n').filter((line) => /otelseal/i.test(line) && !line.startsWith('- /')), // pg 8.0 says from where it misses pg-native
    events: events.map(({ eventName, attributes }) => [
      eventName,
      attributes.flatMap(({ key, value }) => (key.startsWith('audit.payload') ? [] : Object.values(value))),
    ]),
  };
}

const once = (library: Library) => {
  const [name, value] = TOLD[library];
  return { said: [], events: [[name, expect.arrayContaining([value])]] };
};

describe("a service of ES modules with one copy of OpenTelemetry's instrumentation, as npm installs it", () => {
  it('has that one copy', () => {
    const copies = globSync('node_modules/**/@opentelemetry/instrumentation', { cwd: project });
    expect(copies).toContain('node_modules/@opentelemetry/instrumentation');
    expect(copies.filter((path) => /(?:otelseal|auto-instrumentations-node)/.test(path))).toEqual([]);
  });

  describe.each(Object.keys(TOLD) as Library[])('that imports %s', (library) => {
    it.each<[string, readonly string[]]>([
      ['attach before auto-instrumentations', [...ATTACH, ...AUTO]],
      ['attach after auto-instrumentations', [...AUTO, ...ATTACH]],
      ['register', REGISTER],
    ])('has what it learns recorded once under %s', async (_, flags) => {
      expect(await told(project, library, flags)).toEqual(once(library));
    });

    it(`has it recorded once with the oldest version, ${OLDEST_LIBRARIES[library]}, too`, async () => {
      expect(await told(oldest, library, [...ATTACH, ...AUTO])).toEqual(once(library));
    });
  });
});
