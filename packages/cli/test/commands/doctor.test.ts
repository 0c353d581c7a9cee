import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuditLogRecordProcessor } from '@otelseal/signing-exporter';
import { OtlpReceiver } from '@otelseal/testing';
import { describe, expect, it, onTestFinished } from 'vitest';

import type { Finding } from '../../src/doctor/finding.js';
import { ok, type Ran, run, unavailable, usage } from '../memory-io.js';
import { testFolder } from '../sealed-log.js';

/** Looking for every copy of every package reads thousands of folders. */
const SLOW = { timeout: 60_000 };
const CANARY = 'canary-Hq93xLw0';

/** A receiver that writes what it gets to a file, a key with its trust file, and the variables that name them. */
async function aService() {
  const folder = testFolder();
  const [keyFile, trust, file] = ['otelseal.pem', 'trust.json', 'received.jsonl'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await run(['keys', 'generate', '--out', keyFile, '--trust', trust]);
  const receiver = await OtlpReceiver.start(file);
  onTestFinished(() => receiver.close());
  const env: Record<string, string> = {
    OTEL_SERVICE_NAME: 'shop',
    OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: receiver.url,
    OTELSEAL_SIGNING_KEY_FILE: keyFile,
    OTELSEAL_TRUST: trust,
  };
  return { folder, keyFile, trust, file, receiver, env };
}

async function examined(env: Record<string, string>, ...args: string[]) {
  const ran = await run(['doctor', '--json', ...args], { env, now: Date.now });
  const { exitCode, findings } = JSON.parse(ran.out) as { exitCode: number; findings: Finding[] };
  expect(exitCode).toBe(ran.code);
  const texts = (area: Finding['area'], level?: Finding['level']): string =>
    findings
      .filter((finding) => finding.area === area && (level === undefined || finding.level === level))
      .map(({ text }) => text)
      .join('\n');
  return { ...ran, texts };
}

describe('doctor', () => {
  it('finds nothing in the way of a service that is set up, and says what it will do', SLOW, async () => {
    const { env, keyFile, trust, receiver } = await aService();
    const { code, texts } = await examined(env);
    expect(code).toBe(ok);
    expect(texts('packages')).toMatch(/Node 2\d\.\d+\.\d+/);
    expect(texts('packages')).toMatch(/@opentelemetry\/sdk-logs \d+\.\d+\.\d+.*copies/s);
    expect(texts('packages')).toMatch(/@otelseal\/node 0\.1\.0/);
    expect(texts('configuration')).toContain(`signing.keyFile = ${keyFile} (OTELSEAL_SIGNING_KEY_FILE)`);
    expect(texts('processors')).toBe('enrich → sanitize → detect → seal');
    expect(texts('signing')).toMatch(/Ed25519 otelseal-root\+[0-9a-f]{8}\+/);
    expect(texts('signing')).toContain(`${keyFile}, mode 0600`);
    expect(texts('signing')).toContain(`trust file ${trust}`);
    expect(texts('signing')).toContain('the key is in the trust file, without an end');
    expect(texts('receivers')).toContain(
      `first: ${new URL(receiver.url).origin} over http/protobuf, without credentials`,
    );
    expect(texts('receivers')).toContain('takes connections');
    expect(texts('instrumentations')).toMatch(/express, fastify/);
    expect(texts('sanitizing', 'warning')).toMatch(/without a key of pseudonyms/);
    expect(texts('detection')).toMatch(/^respond;/);
    expect(texts('witness')).toMatch(/^none/);
  });

  it('is for people, too', async () => {
    const { env } = await aService();
    const { code, out } = await run(['doctor'], { env, now: Date.now });
    expect(code).toBe(ok);
    expect(out).toMatch(/^packages\n {4}Node /);
    expect(out).toMatch(/^sanitizing\n {2}! preset balanced/m);
    expect(out).toMatch(/\nNothing stands in the way\.\n$/);
  });

  it('is right without any setting, and says what is missing', async () => {
    const { texts } = await examined({});
    expect(texts('configuration')).toContain('nothing is set; defaults hold');
    expect(texts('signing', 'warning')).toMatch(/no key: one that dies with the process/);
    expect(texts('signing', 'warning')).toMatch(/unknown_service/);
    expect(texts('spool')).toMatch(/^none/);
    expect(texts('receivers')).toContain(
      'first: http://localhost:4318 over http/protobuf, without credentials (default)',
    );
  });

  it(
    'sends a test event and finds it again in the file that the receiver writes; the log stays verifiable',
    SLOW,
    async () => {
      const { env, file, trust } = await aService();
      const { code, texts } = await examined(env, '--source', `file:${file}`);
      expect(texts('test event')).toMatch(
        /has confirmed a sealed test event\nfound again in .*received\.jsonl after \d/,
      );
      expect(code).toBe(ok);
      expect(readFileSync(file, 'utf8')).toContain('otelseal.doctor.test');
      expect((await run(['verify', `file:${file}`, '--trust', trust])).out).toMatch(/^INTACT/);
    },
  );

  it('sends it to both receivers, and leaves the spool of the service alone', SLOW, async () => {
    const { env, folder } = await aService();
    const second = await aService();
    const spool = join(folder, 'spool');
    const { code, texts } = await examined(
      { ...env, OTELSEAL_SPOOL_DIR: spool, OTELSEAL_SECOND_OTLP_ENDPOINT: second.receiver.url },
      '--send',
    );
    expect(texts('test event')).toMatch(/first receiver has confirmed.*second receiver has confirmed/s);
    expect(texts('spool')).toContain('is not there yet');
    expect(code).toBe(ok);
    expect(readFileSync(second.file, 'utf8')).toContain('otelseal.doctor.test');
  });

  const EXPORTER_PROBLEMS = [
    [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, /http\/protobuf/],
    [{ OTEL_LOGS_EXPORTER: 'none' }, /OTEL_LOGS_EXPORTER/],
  ] as const;

  it.each(EXPORTER_PROBLEMS)('says 64 for what the application could not start with: %j', async (variables, text) => {
    const { env } = await aService();
    const { code, texts } = await examined({ ...env, ...variables });
    expect(texts('configuration', 'error')).toMatch(text);
    expect(texts('configuration', 'error')).toContain('If it starts with @otelseal/node/attach');
    expect(code).toBe(usage);
  });

  it.each(EXPORTER_PROBLEMS)('warns of it where attach is seen, and sends nothing: %j', async (variables, text) => {
    const { env } = await aService();
    const attached = { ...env, ...variables, NODE_OPTIONS: '--import @otelseal/node/attach' };
    const { code, texts } = await examined(attached);
    expect(texts('configuration', 'warning')).toMatch(text);
    expect(texts('configuration', 'warning')).toContain('the exporters are its own');
    expect(texts('receivers')).toBe('');
    expect(texts('processors')).toBe('enrich → sanitize → detect → seal');
    expect(code).toBe(ok);
    expect((await examined(attached, '--send')).texts('test event', 'unreachable')).toMatch(/^not sent/);
  });

  it('says 69 for a receiver that nobody answers for', async () => {
    const { env, receiver } = await aService();
    await receiver.close();
    const { code, texts } = await examined(env);
    expect(texts('receivers', 'unreachable')).toMatch(/first: cannot be reached \(ECONNREFUSED\)/);
    expect(code).toBe(unavailable);
  });

  it('says 69 where the source is not what the receiver writes', SLOW, async () => {
    const { env, folder } = await aService();
    const { code, texts } = await examined(env, '--source', `file:${join(folder, 'other.jsonl')}`);
    expect(texts('test event', 'unreachable')).toMatch(/not found in .*other\.jsonl within 1\d\.\d s/);
    expect(code).toBe(unavailable);
  });

  it.each([
    [{ OTELSEAL_SIGNING_KEYFILE: 'x' }, /did you mean OTELSEAL_SIGNING_KEY_FILE\?/],
    [{ OTELSEAL_SANITIZE_PRESET: 'strickt' }, /did you mean strict\?/],
    [{ OTELSEAL_INSTRUMENTATIONS_DISABLED: 'expres' }, /did you mean express\?/],
    [{ OTELSEAL_SIGNING_KEY_FILE: '/missing.pem' }, /OTELSEAL_SIGNING_KEY_FILE: /],
    [{ OTEL_SDK_DISABLED: 'true' }, /nothing of it would be recorded/],
    [{ Otelseal_trust: 'x' }, /did you mean OTELSEAL_TRUST\?/],
    [{ OTEL_CONFIG_FILE: '/missing.yaml' }, /ENOENT/],
  ])('says 64 where the application would not start: %j', async (env, message) => {
    const { code, texts } = await examined(env);
    expect(code).toBe(usage);
    expect(texts('configuration', 'error')).toMatch(message);
  });

  it('warns of records that go to another host in plain text', async () => {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://192.0.2.1:4318', OTEL_EXPORTER_OTLP_HEADERS: 'authorization=x' };
    const { code, texts } = await examined(env);
    expect(texts('receivers', 'warning')).toBe(
      'first: records and credentials go to another host in plain text; use https',
    );
    expect(texts('receivers')).toContain('with credentials');
    expect(code).toBe(unavailable);
  });

  it('warns of a key that verifiers will not believe, and of variables without effect', async () => {
    const { env } = await aService();
    const other = await aService();
    const { texts } = await examined({ ...env, OTELSEAL_TRUST: other.trust, OTELSEAL_FAVOURITE_COLOUR: 'blue' });
    expect(texts('signing', 'warning')).toMatch(/the key is not in the trust file/);
    expect(texts('configuration', 'warning')).toMatch(/without effect on it: OTELSEAL_FAVOURITE_COLOUR/);
  });

  it('looks into the spool: who works there, what the dead left, dead letters and modes', async () => {
    const { env, folder } = await aService();
    const directory = join(folder, 'spool');
    const running = new AuditLogRecordProcessor({ spool: { directory }, otlp: { url: 'http://127.0.0.1:9/v1/logs' } });
    onTestFinished(() => running.shutdown());
    const dead = join(directory, 'process-00000000-0000-4000-8000-000000000000');
    mkdirSync(dead, { mode: 0o700 });
    writeFileSync(join(dead, 'released'), '', { mode: 0o600 });
    writeFileSync(join(dead, 'segment'), Buffer.alloc(4_096), { mode: 0o644 });
    mkdirSync(join(directory, 'dead-letter'), { mode: 0o700, recursive: true });
    writeFileSync(join(directory, 'dead-letter', 'one'), 'x', { mode: 0o600 });
    const { texts } = await examined({ ...env, OTELSEAL_SPOOL_DIR: directory });
    expect(texts('spool')).toMatch(/process-\S+: locked by a running process/);
    expect(texts('spool')).toMatch(/released; the next process takes it over, 4 KiB waiting/);
    expect(texts('spool', 'warning')).toContain(`others may read or change ${join(dead, 'segment')}`);
    expect(texts('spool', 'warning')).toMatch(/1 dead letters, 1 B/);
    expect(texts('spool')).toMatch(/free on its disk/);
    chmodSync(directory, 0o755);
    const loose = await examined({ ...env, OTELSEAL_SPOOL_DIR: directory });
    expect(loose.texts('spool', 'warning')).toContain('mode 0755: run chmod 700');
    chmodSync(directory, 0o700);
  });

  it("explains the block in OpenTelemetry's configuration file, and which setting beats which", async () => {
    const { env, folder } = await aService();
    const file = join(folder, 'otel.yaml');
    writeFileSync(
      file,
      `distribution:
  otelseal:
    trust: /from-file
    identity: { organisation: acme }
    sanitize: { rules: { a: keep, b: drop } }
    detection: { mode: observe }
    instrumentations: { disabled: [pino] }`,
    );
    const { code, texts } = await examined({ ...env, OTEL_CONFIG_FILE: file });
    expect(texts('configuration')).toContain(`trust = ${env['OTELSEAL_TRUST']} (OTELSEAL_TRUST)`);
    expect(texts('configuration')).toContain(
      'identity.organisation = acme (distribution.otelseal.identity.organisation)',
    );
    expect(texts('configuration')).toContain('sanitize.rules = 2 entries');
    expect(texts('signing')).toContain('organisation acme');
    expect(texts('instrumentations')).toMatch(/left alone: pino/);
    expect(texts('detection')).toMatch(/^observe/);
    expect(code).toBe(ok);
  });

  it('refuses what it does not know', async () => {
    expect((await run(['doctor', 'loki'])).code).toBe(usage);
    expect((await run(['doctor', '--sent'])).err).toMatch(/Did you mean --send\?/);
    expect((await run(['doctor', '--source', '-'])).code).toBe(usage);
  });
});

describe('a secret', () => {
  /** One setting for every way that a secret can be given, right and wrong. */
  async function secretive() {
    const { env, folder, keyFile } = await aService();
    const secretFile = join(folder, 'secret');
    writeFileSync(secretFile, `${CANARY}${CANARY}${CANARY}`, { mode: 0o600 });
    const file = join(folder, 'otel.yaml');
    writeFileSync(
      file,
      `distribution:
  otelseal:
    otlp: { headers: { authorization: "Bearer \${TOKEN}", x-plain: ${CANARY} } }
    detection: { webhook: { url: "https://hooks.example/${CANARY}?t=${CANARY}", secret_file: ${secretFile} } }`,
    );
    const all: Record<string, string> = {
      ...env,
      TOKEN: CANARY,
      OTEL_CONFIG_FILE: file,
      OTEL_EXPORTER_OTLP_HEADERS: `authorization=${CANARY}`,
      OTELSEAL_SECOND_OTLP_HEADERS: `x-key=${CANARY}`,
      OTELSEAL_SECOND_OTLP_ENDPOINT: `https://192.0.2.1/${CANARY}`,
      OTELSEAL_SPOOL_DIR: join(folder, 'spool'),
    };
    return { all, folder, keyFile };
  }

  const shown = ({ out, err }: Ran) => `${out}${err}`;

  it('is never shown: not by text, not by JSON, not while a test event is sent', SLOW, async () => {
    const { all, keyFile } = await secretive();
    const key = readFileSync(keyFile, 'utf8').split('\n')[1] as string;
    for (const args of [['doctor'], ['doctor', '--json'], ['doctor', '--send']]) {
      const text = shown(await run(args, { env: all, now: Date.now }));
      expect(text).toMatch(/otlp\.headers = authorization, x-plain \(texts not shown\)/);
      expect(text).not.toContain(CANARY);
      expect(text).not.toContain(key);
    }
  });

  it.each([
    { OTELSEAL_SECOND_OTLP_HEADERS: CANARY },
    { OTELSEAL_SANITIZE_RULES: `{"${CANARY}` },
    { OTELSEAL_SANITIZE_PRESET: CANARY },
    { OTELSEAL_WEBHOOK_URL: `https://user:${CANARY}@hooks.example` },
    { OTELSEAL_WITNESS_URL: `ftp://${CANARY}` },
    { OTELSEAL_SPOOL_MAX_BYTES: CANARY },
    { OTELSEAL_DETECTION_THRESHOLDS: `{"brute_force":{"pairCapacity":"${CANARY}"}}` },
    { OTEL_EXPORTER_OTLP_ENDPOINT: `http://user:${CANARY}@collector` },
  ])('is not quoted where it is wrong: %#', async (wrong) => {
    const { all } = await secretive();
    const ran = await run(['doctor', '--json'], { env: { ...all, ...wrong } as Record<string, string> });
    expect(ran.code).toBe(usage);
    expect(shown(ran)).not.toContain(CANARY);
  });
});
