import { cpSync, existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OtlpReceiver } from '@otelseal/testing';
import { describe, expect, inject, it } from 'vitest';

import { scale } from '../long/scale.js';
import { command } from './command.js';
import { LIBRARIES, OLDEST_LIBRARIES } from './libraries.js';

const project = inject('projectWithLibraries');
const oldest = join(project, 'oldest');
for (const folder of [project, oldest]) {
  cpSync(fileURLToPath(new URL('consumers/libraries/', import.meta.url)), folder, { recursive: true });
  // What the command would fetch, it does not use for a client with a driver adapter.
  const generated = await command(
    folder,
    process.execPath,
    ['node_modules/prisma/build/index.js', 'generate', '--schema', 'prisma/schema.prisma'],
    { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  );
  if (generated.code !== 0)
    throw new Error(`prisma generate failed in ${folder}:\n${generated.stdout}${generated.stderr}`);
}
await command(oldest, process.execPath, ['../node_modules/.bin/otelseal', 'keys', 'generate', '--out', 'otelseal.pem']);

const ATTACH = ['--import', '@otelseal/node/attach'];
const AUTO = ['--import', '@opentelemetry/auto-instrumentations-node/register'];
const REGISTER = ['--import', '@otelseal/node/register'];

/** The one event that each use of a library leaves, something of it that nobody else knows, and the library where the use is called otherwise. */
const TOLD = {
  express: ['security.authz.failure', '/invoices/:id'],
  fastify: ['security.authz.failure', '/invoices/:id'],
  nestjs: ['security.authz.failure', 'OwnersOnly', '@nestjs/core'],
  'nestjs on fastify': ['security.authz.failure', 'OwnersOnly', '@nestjs/core'],
  'body in nestjs': ['security.input.deserialization.failure', 'SyntaxError', '@nestjs/core'],
  hono: ['security.authz.failure', '/invoices/:id'],
  'hono with zod-validator': ['security.input.validation.failure', 'invalid_type', 'hono'],
  'hono with standard-validator': ['security.input.validation.failure', '/invoices', 'hono'],
  'csrf in hono': ['security.malicious.csrf', 'csrf_origin', 'hono'],
  passport: ['security.authn.login.failure', 'wrong_password'],
  'better-auth': ['security.authn.login.failure', 'invalid_email_or_password'],
  'express-session': ['security.session.create', 'u-7'],
  jsonwebtoken: ['security.authn.login.failure', 'token_malformed'],
  jose: ['security.authn.login.failure', 'token_malformed'],
  'rate-limiter-flexible': ['security.excess.rate_limit', 'login'],
  'express-rate-limit': ['security.excess.rate_limit', 'express-rate-limit'],
  casl: ['security.authz.failure', 'casl', '@casl/ability'],
  zod: ['security.input.validation.failure', 'invalid_type'],
  ajv: ['security.input.validation.failure', 'type'],
  'class-validator': ['security.input.validation.failure', 'isEmail'],
  winston: ['security.authn.login.failure', 'wrong_password'],
  pino: ['security.authn.login.failure', 'wrong_password'],
  pg: ['security.sensitive.read', 'clinic.patients'],
  knex: ['security.sensitive.read', 'clinic.patients'],
  prisma: ['security.sensitive.read', 'Patient', '@prisma/client'],
} as const;
type Use = keyof typeof TOLD;
const USES = Object.keys(TOLD) as Use[];

type Way = readonly [string, readonly string[]];
const FIRST: Way = ['attach before auto-instrumentations', [...ATTACH, ...AUTO]];
const OTHERS: readonly Way[] = [
  ['attach after auto-instrumentations', [...AUTO, ...ATTACH]],
  ['register', REGISTER],
];
/** One of each kind: patched by us alone, a hook for ES modules, one for CommonJS, one for both. OTELSEAL_SCALE=2 takes every use every way. */
const IN_EVERY_WAY: readonly Use[] = ['express', 'jose', 'pg', 'nestjs'];
const waysOf = (use: Use): readonly Way[] => (scale > 1 || IN_EVERY_WAY.includes(use) ? [FIRST, ...OTHERS] : [FIRST]);

const libraryOf = (use: Use): string => TOLD[use][2] ?? use;

interface Received {
  readonly eventName?: string;
  readonly attributes: readonly { readonly key: string; readonly value: object }[];
}

/** Runs the service and returns what Otelseal said on standard error and its security events with the values of their attributes. */
async function told(folder: string, use: Use, flags: readonly string[], format: 'mjs' | 'cjs' = 'mjs') {
  const file = join(folder, `received-${use}-${flags.length}-${flags[1]?.length}-${format}.jsonl`);
  const receiver = await OtlpReceiver.start(file);
  const { stderr } = await command(folder, process.execPath, [...flags, `service.${format}`, use], {
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

const once = (use: Use) => {
  const [name, value] = TOLD[use];
  return { said: [], events: [[name, expect.arrayContaining([value])]] };
};

describe("a service of ES modules with one copy of OpenTelemetry's instrumentation, as npm installs it", () => {
  it('has that one copy', () => {
    const copies = globSync('node_modules/**/@opentelemetry/instrumentation', { cwd: project });
    expect(copies).toContain('node_modules/@opentelemetry/instrumentation');
    expect(copies.filter((path) => /(?:otelseal|auto-instrumentations-node)/.test(path))).toEqual([]);
  });

  it('uses every library that has a range of versions', () => {
    expect([...new Set(USES.map(libraryOf))].sort()).toEqual(Object.keys(OLDEST_LIBRARIES).sort());
    expect(Object.keys(LIBRARIES).sort()).toEqual(Object.keys(OLDEST_LIBRARIES).sort());
  });

  it.each(USES)('uses for %s the versions that the support matrix names', (use) => {
    const installed = (folder: string): string =>
      (
        JSON.parse(readFileSync(join(folder, 'node_modules', libraryOf(use), 'package.json'), 'utf8')) as {
          version: string;
        }
      ).version;
    expect([installed(oldest), installed(project)]).toEqual([
      OLDEST_LIBRARIES[libraryOf(use)],
      LIBRARIES[libraryOf(use)],
    ]);
  });

  describe.each(USES)('that uses %s', (use) => {
    const [oldestVersion, newestVersion] = [OLDEST_LIBRARIES[libraryOf(use)], LIBRARIES[libraryOf(use)]];

    it.each(waysOf(use))('has what it learns recorded once under %s', async (_, flags) => {
      expect(await told(project, use, flags)).toEqual(once(use));
    });

    it(`has it recorded once with the oldest version, ${oldestVersion}, too`, async () => {
      expect(await told(oldest, use, [...ATTACH, ...AUTO])).toEqual(once(use));
    });

    it.each([
      ['newest', newestVersion, project],
      ['oldest', oldestVersion, oldest],
    ])('has it recorded once in CommonJS with the %s version, %s', async (_, _version, folder) => {
      expect(await told(folder, use, [...ATTACH, ...AUTO], 'cjs')).toEqual(once(use));
    });
  });
});
