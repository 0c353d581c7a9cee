import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { receiving } from '../support/receiving.js';
import { runApp } from '../support/run-app.js';
import { keyAndTrust, temporaryDirectory } from '../support/signing-key-files.js';

const { keyFile, trustFile } = keyAndTrust(temporaryDirectory());
const LOGIN = 'security.authn.login.failure';

async function registered() {
  const { receiver, received } = await receiving();
  const environment = {
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url.replace('/v1/logs', ''),
    OTELSEAL_SIGNING_KEY_FILE: keyFile,
    OTELSEAL_TRUST: trustFile,
  };
  return { environment, names: () => received().map(({ eventName }) => eventName), received };
}

describe('a service under --import @otelseal/node/register', () => {
  it('that ends by itself has its events delivered and its stream closed', async () => {
    const { environment, names, received } = await registered();
    const { code, stdout, stderr } = await runApp('login-and-end', environment).ended;
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'app ran\n', stderr: '' });
    expect(names()).toEqual(['audit.open', LOGIN, 'audit.close', 'audit.checkpoint']);
    expect(received()[1]).toMatchObject({ 'audit.actor.id': 'u-1', 'client.address': '203.0.113.9' });
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'that is killed by %s has its stream closed and still dies of the signal',
    async (signal) => {
      const { environment, names } = await registered();
      const app = runApp('serve-until-killed', environment);
      await app.saying('ready');
      app.child.kill(signal);
      expect(await app.ended).toMatchObject({ code: null, signal, stderr: '' });
      expect(names()).toEqual(['audit.open', LOGIN, 'audit.close', 'audit.checkpoint']);
    },
  );

  it('that handles the signal itself is recorded until its own end', async () => {
    const { environment, names, received } = await registered();
    const app = runApp('serve-until-drained', environment);
    await app.saying('ready');
    app.child.kill('SIGTERM');
    expect(await app.ended).toMatchObject({ code: 0, signal: null });
    const actors = received()
      .filter(({ eventName }) => eventName === LOGIN)
      .map((record) => record['audit.actor.id']);
    expect(actors).toEqual(['before', 'after']);
    expect(names()).toEqual(expect.arrayContaining(['audit.close', 'audit.checkpoint'])); // in a request records stand by scope
  });

  it('has a stream of its own for each worker thread', async () => {
    const { environment, names, received } = await registered();
    expect(await runApp('with-worker', environment).ended).toMatchObject({ code: 0, stderr: '' });
    const logins = received().filter(({ eventName }) => eventName === LOGIN);
    expect(logins.map((record) => record['audit.actor.id']).sort()).toEqual(['main', 'worker']);
    expect(new Set(logins.map((record) => record['audit.sequence.stream_id'])).size).toBe(2);
    expect(names().filter((name) => name === 'audit.close')).toHaveLength(2);
  });

  it('that leaves at once keeps its exit code and is told what that means', async () => {
    const { environment } = await registered();
    const { code, stderr } = await runApp('exit-at-once', environment).ended;
    expect(code).toBe(3);
    expect(stderr).toBe(
      'otelseal: the process ended before the streams could be closed; the last records may be lost.\n',
    );
  });

  it('that fails keeps its own error and exit code, and is told what that means', async () => {
    const { environment } = await registered();
    const { code, stderr } = await runApp('fail-uncaught', environment).ended;
    expect(code).toBe(1);
    expect(stderr).toContain('TypeError: defect');
    expect(stderr.match(/^otelseal: .*$/gm)).toEqual([
      'otelseal: the process ended before the streams could be closed; the last records may be lost.',
    ]);
  });

  it('that fails with a spool has left the crash on the disk, which the next start delivers', async () => {
    const { environment, names } = await registered();
    const spooled = { ...environment, OTELSEAL_SPOOL_DIR: join(temporaryDirectory(), 'spool') };
    const { code, stderr } = await runApp('fail-uncaught', spooled).ended;
    expect([code, stderr]).toEqual([1, expect.not.stringContaining('otelseal:')]);
    expect((await runApp('login-and-end', spooled).ended).code).toBe(0);
    expect(names().filter((name) => name === 'security.sys.crash')).toHaveLength(1);
  });

  it('whose receiver is down runs to its end and says once what happened', async () => {
    const environment = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
      OTEL_EXPORTER_OTLP_TIMEOUT: '200',
      OTELSEAL_SIGNING_KEY_FILE: keyFile,
    };
    const { code, stdout, stderr } = await runApp('login-and-end', environment).ended;
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'app ran\n' });
    expect(stderr.match(/\[ERR_KEPT_FOR_RETRY\]/g)).toHaveLength(1);
    expect(stderr).toMatch(/could not be delivered before the end/);
  }, 30_000);

  it('without a service name is told so', async () => {
    const { environment } = await registered();
    const { code, stderr } = await runApp('login-and-end', { ...environment, OTEL_SERVICE_NAME: '' }).ended;
    expect(code).toBe(0);
    expect(stderr).toBe(
      'otelseal: The service has no name (OTEL_SERVICE_NAME): records are sealed as unknown_service and cannot be told apart by service. [ERR_SERVICE_UNNAMED]\n',
    );
  });

  it('with OTEL_SDK_DISABLED is told that nothing is recorded', async () => {
    const { environment, names } = await registered();
    const { code, stderr } = await runApp('login-and-end', { ...environment, OTEL_SDK_DISABLED: 'true' }).ended;
    expect(code).toBe(0);
    expect(stderr).toBe('otelseal: OTEL_SDK_DISABLED is true: security events are not recorded.\n');
    expect(names()).toEqual([]);
  });

  it('beside another SDK is told that no record reaches Otelseal', async () => {
    const { environment, names } = await registered();
    const { code, stderr } = await runApp('login-and-end', environment, ['own-sdk']).ended;
    expect(code).toBe(0);
    expect(stderr).toMatch(/^otelseal: another OpenTelemetry SDK is registered already/);
    expect(names()).toEqual([]);
  });
});

describe('a wrong OTELSEAL variable', () => {
  it.each([
    [
      { OTELSEAL_SIGNING_KEY_FILE: '/missing/key.pem' },
      /^otelseal: OTELSEAL_SIGNING_KEY_FILE: The signing key \/missing\/key\.pem cannot be opened \(ENOENT\)\./,
    ],
    [{ OTELSEAL_SPOOL_DIR: `${keyFile}/below` }, /^otelseal: OTELSEAL_SPOOL_DIR: /],
    [
      { OTELSEAL_SPOOL_DIR: '/var/lib/otelseal', OTEL_SERVICE_NAME: '' },
      /^otelseal: OTELSEAL_SPOOL_DIR: needs the name of the service; set OTEL_SERVICE_NAME\./,
    ],
    [{ OTELSEAL_TRUST: '/missing.json' }, /^otelseal: OTELSEAL_TRUST: the file cannot be read \(ENOENT\)\./],
    [
      { OTELSEAL_SIGNING_KEYFILE: '/x' },
      /^otelseal: OTELSEAL_SIGNING_KEYFILE: is not a variable of Otelseal; did you mean OTELSEAL_SIGNING_KEY_FILE\?/,
    ],
    [
      { OTELSEAL_SIGNING_KEY_FILE: '/a\u001b[31mb' },
      /^otelseal: OTELSEAL_SIGNING_KEY_FILE: must be a text of 1 to 4096 characters without control characters\./,
    ],
  ])('ends the process before the application starts, in one line: %#', async (environment, line) => {
    const { code, stdout, stderr } = await runApp('login-and-end', environment).ended;
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toMatch(line);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('a wrong OTEL variable', () => {
  it('ends a service that was told to keep evidence before it starts', async () => {
    const environment = { OTELSEAL_SIGNING_KEY_FILE: keyFile, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' };
    const { code, stdout, stderr } = await runApp('login-and-end', environment).ended;
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain('otelseal: OTEL_EXPORTER_OTLP_PROTOCOL: must be one of http/protobuf, http/json.');
  });

  it.each([
    [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, 'OTEL_EXPORTER_OTLP_PROTOCOL: must be one of http/protobuf, http/json.'],
    [{ OTEL_LOGS_EXPORTER: 'none' }, 'OTEL_LOGS_EXPORTER: `none` leaves sealed records nowhere to go;'],
    [{ OTEL_BLRP_SCHEDULE_DELAY: '1s' }, 'OTEL_BLRP_SCHEDULE_DELAY: must be a whole number from 1 to 3600000.'],
  ])('lets the application run and says in one line that nothing is recorded: %#', async (environment, reason) => {
    const { code, stdout, stderr } = await runApp('login-and-end', environment).ended;
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'app ran\n' });
    expect(stderr).toContain(`otelseal: not started, security events are not recorded: ${reason}`);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
