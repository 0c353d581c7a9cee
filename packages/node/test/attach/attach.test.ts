import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { nodeOf } from '../../../../test/packaging/node-versions.js';
import { receiving } from '../support/receiving.js';
import { runNode } from '../support/run-app.js';
import { keyAndTrust, temporaryDirectory } from '../support/signing-key-files.js';

const folder = temporaryDirectory();
const { keyFile, trustFile } = keyAndTrust(folder);
const openKey = join(folder, 'open.pem');
writeFileSync(openKey, readFileSync(keyFile), { mode: 0o644 });
const linkedKey = join(folder, 'linked.pem');
symlinkSync(keyFile, linkedKey);
const LOGIN = 'security.authn.login.failure';
const SEALED_ONCE = ['audit.open', LOGIN, 'audit.close', 'audit.checkpoint'];
const ATTACH = '@otelseal/node/attach';
const AUTO = '@opentelemetry/auto-instrumentations-node/register';
/** What starts an SDK beside each entry. */
const SDK_OF: Readonly<Record<string, readonly string[]>> = { attach: ['--import', AUTO], register: [] };
const LONGEST_START_MILLIS = 240_000;

const app = (name: string): string => fileURLToPath(new URL(`apps/${name}`, import.meta.url));

async function attached() {
  const { receiver, received, file } = await receiving();
  const environment = {
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url.replace('/v1/logs', ''),
    OTEL_NODE_RESOURCE_DETECTORS: 'env,host',
    OTELSEAL_SIGNING_KEY_FILE: keyFile,
    OTELSEAL_TRUST: trustFile,
  };
  return { environment, names: () => received().map(({ eventName }) => eventName), received, file };
}

/** Runs the service and returns what its receiver has got. */
async function delivered(args: readonly string[], more: Record<string, string> = {}) {
  const { environment, names, received } = await attached();
  const { code, stderr, stdout } = await runNode(args, { ...environment, ...more }).ended;
  return { code, stderr, stdout, names: names(), records: received() };
}

describe('a service with an SDK of its own under @otelseal/node/attach', { timeout: LONGEST_START_MILLIS }, () => {
  it.each([
    ['auto-instrumentations after it', ['--import', ATTACH, '--import', AUTO, app('login.mjs')]],
    ['auto-instrumentations before it', ['--import', AUTO, '--import', ATTACH, app('login.mjs')]],
    ['auto-instrumentations by --require', ['--require', AUTO, '--import', ATTACH, app('login.mjs')]],
    ['both by --require', ['--require', ATTACH, '--require', AUTO, app('login.mjs')]],
    ['NodeSDK in CommonJS', ['--require', ATTACH, app('node-sdk.cjs')]],
    ['NodeSDK in CommonJS, attached by --import', ['--import', ATTACH, app('node-sdk.cjs')]],
  ])('has its event sealed and delivered exactly once, with %s', async (_, args) => {
    const { code, stderr, stdout, names } = await delivered(args);
    expect({ code, stderr, stdout }).toEqual({ code: 0, stderr: '', stdout: 'app ran\n' });
    expect(names).toEqual(SEALED_ONCE);
  });

  it.each<[string, Record<string, string>]>([
    ['variables', { OTEL_NODE_RESOURCE_DETECTORS: 'service' }],
    ['a configuration file', { OTEL_CONFIG_FILE: app('otel.yaml') }],
  ])('has its event sealed and delivered exactly once, with startNodeSdk and %s', async (_, environment) => {
    const { stderr, names } = await delivered(['--import', ATTACH, app('start-node-sdk.mjs')], environment);
    expect(stderr).toBe('');
    expect(names).toEqual(SEALED_ONCE);
  });

  it('in CommonJS gets no part of Node.js at its start that it does not use', async () => {
    const { code, stderr, stdout } = await delivered(['--require', ATTACH, '--require', AUTO, app('plain-server.cjs')]);
    expect({ code, stderr, stdout }).toEqual({ code: 0, stderr: '', stdout: 'undici is loaded: false\n' });
  });

  it('keeps its own processors, in front of Otelseal whatever their place was', async () => {
    const { names, records } = await delivered(['--import', ATTACH, app('node-sdk.mjs')]);
    expect(names).toEqual(SEALED_ONCE);
    expect(records[1]).toMatchObject({ 'app.release': '2026-11' });
    expect(records[1]?.['audit.payload']).toContain('app.release');
  });

  it('has a stream of its own for each of its exporters', async () => {
    const { names, stdout, records } = await delivered(['--import', ATTACH, app('logger-provider.mjs')]);
    expect(names).toEqual(SEALED_ONCE);
    const onConsole = [...stdout.matchAll(/'audit\.sequence\.stream_id': '([0-9a-f]{32})'/g)].map(([, id]) => id);
    expect(new Set(onConsole).size).toBe(1);
    expect(onConsole).not.toContain(records[0]?.['audit.sequence.stream_id']);
  });

  it.each([
    ['straight from the provider', '1', ['starting', 'detail', 'line']],
    ['inside a processor that chooses', '0', ['starting', 'line']],
  ])('gives its exporter nothing raw, with what was queued before Otelseal came: %s', async (_, DIRECT, bodies) => {
    const sdk = ['--import', app('early-choosing-provider.mjs')];
    const args = [...sdk, '--import', ATTACH, app('debug-and-line.mjs')];
    const { code, stderr, names, records } = await delivered(args, { DIRECT });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = records.filter(({ eventName }) => !String(eventName).startsWith('audit.'));
    expect(lines.map(({ body }) => body)).toEqual(
      bodies.map((word) => expect.stringMatching(new RegExp(`^${word}.* password=\\[REDACTED`))),
    );
    expect(lines.every((record) => record['audit.payload'] !== undefined)).toBe(true);
    expect(names.filter((name) => name === 'audit.close')).toHaveLength(1);
    expect(JSON.stringify(records)).not.toContain('hunter2');
  });

  it('that has Otelseal already is left as it is', async () => {
    const { stderr, names } = await delivered(['--import', ATTACH, app('has-otelseal.mjs')]);
    expect(stderr).toBe('');
    expect(names).toEqual(SEALED_ONCE);
  });
});

describe('a service under @otelseal/node/register with OTEL_CONFIG_FILE', { timeout: LONGEST_START_MILLIS }, () => {
  it('gets the SDK that the file describes, with Otelseal in front of its log exporters', async () => {
    const register = ['--import', '@otelseal/node/register', app('login.mjs')];
    const { stderr, names } = await delivered(register, { OTEL_CONFIG_FILE: app('otel.yaml') });
    expect(stderr).toBe('');
    expect(names).toEqual(SEALED_ONCE);
  });

  it('is told what to add to the file when that describes no logs', async () => {
    const register = ['--import', '@otelseal/node/register', app('login.mjs')];
    const { code, stderr, names } = await delivered(register, { OTEL_CONFIG_FILE: app('without-logs.yaml') });
    expect({ code, names }).toEqual({ code: 0, names: [] });
    expect(stderr).toBe(
      'otelseal: the SDK that OTEL_CONFIG_FILE describes has no logs, so security events are not recorded; add a logger_provider with a processor and its exporter to the file.\n',
    );
  });
});

describe('a service with OTELSEAL_ATTACH=own', { timeout: LONGEST_START_MILLIS }, () => {
  it.each([
    ['an SDK without logs', ['--import', ATTACH, app('traces-only.mjs')]],
    ['an SDK that would have made a provider', ['--import', ATTACH, '--import', AUTO, app('login.mjs')]],
  ])('has a logger provider of Otelseal and nothing of its traces changed, with %s', async (_, args) => {
    const { stderr, stdout, names } = await delivered(args, { OTELSEAL_ATTACH: 'own' });
    expect({ stderr, stdout }).toEqual({ stderr: '', stdout: 'app ran\n' });
    expect(names).toEqual(SEALED_ONCE);
  });
});

describe('a service whose libraries know nothing of Otelseal', { timeout: LONGEST_START_MILLIS }, () => {
  const HOOK = '--experimental-loader=@opentelemetry/instrumentation/hook.mjs';
  it.each([
    ['in CommonJS', ['--import', ATTACH, '--import', AUTO, app('express-app.cjs')]],
    ['in ESM', ['--import', ATTACH, '--import', AUTO, app('express-app.mjs')]],
    ["in ESM, beside OpenTelemetry's own hook", [HOOK, '--import', AUTO, '--import', ATTACH, app('express-app.mjs')]],
    ['without OpenTelemetry, under register', ['--import', '@otelseal/node/register', app('express-app.mjs')]],
  ])('has a sealed event of the request that it refused, exactly once: %s', async (_, args) => {
    const { stdout, records } = await delivered(args);
    expect(stdout).toBe('answered 403\n');
    const denied = records.filter(({ eventName }) => eventName === 'security.authz.failure');
    expect(denied).toHaveLength(1);
    expect(denied[0]).toMatchObject({ 'client.address': '127.0.0.1', 'http.route': '/invoices/:id' });
    expect(denied[0]?.['audit.payload']).toContain('security.authz.failure');
  });

  it.each(['22', '26'] as const)('has one under Node.js %s, too, in ESM', async (major) => {
    const { environment, received } = await attached();
    const args = ['--import', ATTACH, '--import', AUTO, app('express-app.mjs')];
    const { stdout, stderr } = await runNode(args, environment, { node: await nodeOf(major) }).ended;
    expect({ stdout, stderr }).toEqual({ stdout: 'answered 403\n', stderr: '' });
    expect(received().filter(({ eventName }) => eventName === 'security.authz.failure')).toHaveLength(1);
  });

  it.each(['node-sdk.mjs', 'node-sdk.cjs'])(
    'runs %s under an older Node.js that cannot hook by --require, and says what to do',
    async (name) => {
      const { environment } = await attached();
      const { code, stderr } = await runNode(['--require', ATTACH, app(name)], environment, {
        node: await nodeOf('22'),
      }).ended;
      expect(code).toBe(0);
      expect(stderr).toMatch(
        /^(otelseal: the libraries of the service are not instrumented: under Node\.js v22\.15\.0 use --import in place of --require\.\n)?$/,
      );
    },
  );

  it.each(['attach', 'register'])('says who asked through a proxy that it was told to trust: %s', async (entry) => {
    const { records } = await delivered(
      ['--import', `@otelseal/node/${entry}`, ...(SDK_OF[entry] ?? []), app('express-app.mjs')],
      {
        OTELSEAL_INSTRUMENTATIONS_TRUSTED_PROXIES: 'loopback, 10.4.0.0/16',
        OTELSEAL_SANITIZE_PRESET: 'developer',
      },
    );
    const denied = records.filter(({ eventName }) => eventName === 'security.authz.failure');
    expect(denied).toMatchObject([{ 'client.address': '203.0.113.9' }]);
  });

  it('has an event of each access to a table that is marked', async () => {
    const args = ['--import', ATTACH, '--import', AUTO, app('marked-table.mjs')];
    const marked = { OTELSEAL_INSTRUMENTATIONS_SENSITIVE: 'clinic.patients' };
    const { records } = await delivered(args, marked);
    const read = records.filter(({ eventName }) => eventName === 'security.sensitive.read');
    expect(read).toMatchObject([{ 'security.data.classification': 'sensitive' }]);
    expect((await delivered(args)).names).not.toContain('security.sensitive.read');
  });

  it('has none of a library that OTELSEAL_INSTRUMENTATIONS_DISABLED names', async () => {
    const disabled = { OTELSEAL_INSTRUMENTATIONS_DISABLED: 'express, http' };
    const { stdout, records } = await delivered(
      ['--import', ATTACH, '--import', AUTO, app('express-app.mjs')],
      disabled,
    );
    expect(stdout).toBe('answered 403\n');
    expect(records.filter(({ eventName }) => eventName === 'security.authz.failure')).toEqual([]);
  });
});

describe('a service that cannot be joined', { timeout: LONGEST_START_MILLIS }, () => {
  it.each([
    [
      'no-sdk.mjs',
      'app ran\n',
      'otelseal: no OpenTelemetry SDK was started in this process, so security events are not recorded; start one, or use @otelseal/node/register in place of @otelseal/node/attach.\n',
    ],
    [
      'traces-only.mjs',
      'app ran\n',
      "otelseal: the OpenTelemetry SDK that was started has trace but no logs, so security events are not recorded; set OTEL_LOGS_EXPORTER=otlp, or OTELSEAL_ATTACH=own for a logger provider of Otelseal's.\n",
    ],
    [
      'foreign-provider.mjs',
      'vendor got a line\n',
      "otelseal: cannot join the logger provider that was found (VendorLoggerProvider: it has no `_sharedState`), so its records are not sealed; give it createOtelseal().processors, or set OTELSEAL_ATTACH=own for a logger provider of Otelseal's in its place.\n",
    ],
  ])('runs as before and says in one line what was found and what to do: %s', async (name, stdout, line) => {
    const answer = await delivered(['--import', ATTACH, app(name)], { OTEL_LOGS_EXPORTER: 'none' });
    expect({ code: answer.code, stdout: answer.stdout }).toEqual({ code: 0, stdout });
    expect(answer.stderr).toBe(line);
  });

  it('with OTEL_SDK_DISABLED is told that nothing is recorded', async () => {
    const { stderr, names } = await delivered(['--import', ATTACH, app('start-node-sdk.mjs')], {
      OTEL_SDK_DISABLED: 'true',
    });
    expect(stderr).toBe('otelseal: OTEL_SDK_DISABLED is true: security events are not recorded.\n');
    expect(names).toEqual([]);
  });
});

describe('a wrong OTELSEAL variable', { timeout: LONGEST_START_MILLIS }, () => {
  it.each([
    [{ Otelseal_trust: trustFile }, /^otelseal: Otelseal_trust: .*did you mean OTELSEAL_TRUST\?/],
    [{ OTELSEAL_SIGNING_KEY_FILE: '/missing/key.pem' }, /^otelseal: OTELSEAL_SIGNING_KEY_FILE: .*ENOENT/],
    [{ OTELSEAL_SIGNING_KEY_FILE: app('') }, /^otelseal: OTELSEAL_SIGNING_KEY_FILE: the file is no regular file\./],
    [{ OTELSEAL_SIGNING_KEY_FILE: openKey }, /^otelseal: OTELSEAL_SIGNING_KEY_FILE: .* run chmod 600\./],
    [
      { OTELSEAL_SIGNING_KEY_FILE: linkedKey },
      /^otelseal: OTELSEAL_SIGNING_KEY_FILE: .*is a symbolic link; name the file/,
    ],
    [{ OTELSEAL_TRUST: app('') }, /^otelseal: OTELSEAL_TRUST: the file is no regular file\./],
    [{ OTELSEAL_TRUST: '/missing.json' }, /^otelseal: OTELSEAL_TRUST: the file cannot be read \(ENOENT\)\./],
    [{ OTELSEAL_SPOOL_DIRS: '/x' }, /did you mean OTELSEAL_SPOOL_DIR\?/],
    [
      { OTELSEAL_INSTRUMENTATIONS_DISABLED: 'expres' },
      /^otelseal: OTELSEAL_INSTRUMENTATIONS_DISABLED\[0\]: must be one of .*did you mean express/,
    ],
    [{ OTELSEAL_INSTRUMENTATIONS_DISABLED: 'prisma' }, /\[0\]: must be one of /], // has no instrumentation: nothing is patched
    [
      { OTELSEAL_INSTRUMENTATIONS_TRUSTED_PROXIES: 'loopback, 0.0.0.0/0' },
      /^otelseal: OTELSEAL_INSTRUMENTATIONS_TRUSTED_PROXIES\[1\]: must be an address, a range/,
    ],
    [{ OTELSEAL_ATTACH: 'owm' }, /^otelseal: OTELSEAL_ATTACH: must be one of join, own; did you mean own\?/],
    [{ OTELSEAL_DETECTION: 'on' }, /^otelseal: OTELSEAL_DETECTION: must be one of/],
  ])('ends the process before the application starts, in one line: %#', async (environment, line) => {
    const { code, stdout, stderr } = await delivered(['--import', ATTACH, app('login.mjs')], environment);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toMatch(line);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
