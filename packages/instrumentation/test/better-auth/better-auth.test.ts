import { betterAuth } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';
import { twoFactor } from 'better-auth/plugins';
import { describe, expect, it } from 'vitest';
import { securityEvents } from '../../src/better-auth/index.js';
import { emittedRecords } from '../emitted-records.js';
import { LOADING_WAYS, runProgram } from '../programs/run-program.js';
import { producesWhatItSays } from '../support/produces.js';

const { events, everything, records, onEmit } = emittedRecords();
const PASSWORD = 'correct horse battery staple';
const ALICE = { email: 'alice@example.com', password: PASSWORD, name: 'Alice' };

/** An instance with an empty database in memory, and a browser of it that keeps its cookies. */
function identity() {
  const tables = { user: [], session: [], account: [], verification: [], twoFactor: [] };
  const resets: string[] = [];
  const auth = betterAuth({
    baseURL: 'http://localhost:3000',
    secret: 'a secret that is long enough for better-auth to be content',
    database: memoryAdapter(tables),
    rateLimit: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: { enabled: true, sendResetPassword: async ({ token }) => void resets.push(token) },
    user: { deleteUser: { enabled: true } },
    plugins: [twoFactor({ skipVerificationOnEnable: true }), securityEvents() as never],
    telemetry: { enabled: false },
  });
  const cookies = new Map<string, string>();
  const post = async (path: string, body: object = {}) => {
    const response = await auth.handler(
      new Request(`http://localhost:3000/api/auth${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          origin: 'http://localhost:3000',
          cookie: [...cookies].map((pair) => pair.join('=')).join('; '),
        },
        body: JSON.stringify(body),
      }),
    );
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/s);
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return {
      status: response.status,
      body: (await response.json().catch(() => null)) as Record<string, unknown> | null,
    };
  };
  return { post, resets, forget: () => cookies.clear() };
}

const names = () => events().map(([name]) => name);

describe('better-auth', () => {
  it('tells of a sign-up, a sign-in and a sign-out, and names the session by a digest', async () => {
    const { post } = identity();
    await post('/sign-up/email', ALICE);
    await post('/sign-out');
    await post('/sign-in/email', ALICE);
    expect(names()).toEqual([
      'security.user.create',
      'security.session.create',
      'security.session.logout',
      'security.session.create',
      'security.authn.login.success',
    ]);
    const id = events()[0]?.[1]['audit.target.id'];
    expect(events().map(([, attributes]) => attributes['audit.actor.id'])).toEqual([id, id, id, id, id]);
    expect(events()[1]?.[1]['session.id']).toBe(events()[2]?.[1]['session.id']);
    expect(events()[4]?.[1]).toMatchObject({ 'security.auth.method': 'password' });
    expect(JSON.stringify(records())).not.toContain(PASSWORD);
  });

  it('tells of a refused sign-in with account, reason and tag, and never the password', async () => {
    const { post } = identity();
    expect((await post('/sign-in/email', { email: 'mallory@example.com', password: 'hunter2hunter2' })).status).toBe(
      401,
    );
    expect(events()).toMatchObject([
      [
        'security.authn.login.failure',
        {
          'audit.actor.id': 'mallory@example.com',
          'security.auth.method': 'password',
          'security.reason': 'invalid_email_or_password',
          'security.attempt.tag': expect.any(Number),
        },
      ],
    ]);
    expect(JSON.stringify(records())).not.toContain('hunter2');
  });

  it('tells of a password that is asked for, reset and changed, and of attempts that fail', async () => {
    const { post, resets } = identity();
    await post('/sign-up/email', ALICE);
    await post('/request-password-reset', { email: ALICE.email });
    await post('/reset-password', { newPassword: 'another long password', token: 'guessed' });
    await post('/reset-password', { newPassword: 'another long password', token: resets[0] });
    await post('/sign-in/email', { ...ALICE, password: 'another long password' });
    await post('/change-password', { currentPassword: 'wrong wrong wrong', newPassword: 'third long password' });
    await post('/change-password', { currentPassword: 'another long password', newPassword: 'third long password' });
    expect(names().filter((name) => name.includes('password'))).toEqual([
      'security.authn.password.reset_request',
      'security.authn.password.change_failure',
      'security.authn.password.reset',
      'security.authn.password.change_failure',
      'security.authn.password.change',
    ]);
  });

  it('tells of a second factor: that it is set up, refused, accepted, and removed', async () => {
    const { post, forget } = identity();
    await post('/sign-up/email', ALICE);
    const { body } = await post('/two-factor/enable', { password: PASSWORD });
    const [code] = (body?.['backupCodes'] ?? []) as string[];
    forget();
    await post('/sign-in/email', ALICE);
    await post('/two-factor/verify-backup-code', { code: 'guessed' });
    await post('/two-factor/verify-backup-code', { code });
    await post('/two-factor/disable', { password: PASSWORD });
    const told = events().slice(2);
    expect(told.map(([name]) => name)).toEqual([
      'security.authn.mfa.enroll',
      'security.authn.mfa.failure',
      'security.authn.mfa.success',
      'security.session.create',
      'security.authn.login.success',
      'security.authn.mfa.remove',
    ]);
    expect(told[4]?.[1]).toMatchObject({ 'security.auth.mfa': true, 'security.auth.method': 'backup_code' });
    expect(JSON.stringify(records())).not.toContain(code);
  });

  it('tells of an account that is deleted', async () => {
    const { post } = identity();
    await post('/sign-up/email', ALICE);
    await post('/delete-user', { password: PASSWORD });
    expect(names()).toContain('security.user.delete');
  });

  it('is not hurt by hostile requests', async () => {
    const { post } = identity();
    for (const email of ['x'.repeat(1_000_000), 'a@b\u0000.c', { $ne: null }, ['a@example.com']]) {
      await post('/sign-in/email', { email, password: 'y'.repeat(100) });
    }
    expect(JSON.stringify(events()).length).toBeLessThan(10_000);
  });

  it('works on when our part throws', async () => {
    const { post } = identity();
    onEmit(() => {
      throw new Error('a broken processor');
    });
    expect((await post('/sign-up/email', ALICE)).status).toBe(200);
    expect((await post('/sign-in/email', ALICE)).status).toBe(200);
    expect((await post('/sign-out')).status).toBe(200);
  });
});

describe.each(LOADING_WAYS)('better-auth loaded as %s', (format) => {
  it('gets its plugin without a word in the application', () => {
    const load = format.startsWith('module')
      ? "import { betterAuth } from 'better-auth'; import { memoryAdapter } from 'better-auth/adapters/memory';"
      : "const { betterAuth } = require('better-auth'); const { memoryAdapter } = require('better-auth/adapters/memory');";
    const program = `${load}
      const auth = betterAuth({
        baseURL: 'http://localhost:3000', secret: 'a secret that is long enough for better-auth to be content',
        database: memoryAdapter({ user: [], session: [], account: [], verification: [] }),
        emailAndPassword: { enabled: true }, telemetry: { enabled: false }, logger: { disabled: true },
      });
      auth.api.signInEmail({ body: { email: 'a@example.com', password: 'hunter2hunter2' } }).catch((error) => console.log(error.status));`;
    const { records: found, printed } = runProgram(format, program, ['better-auth']);
    expect(printed).toBe('UNAUTHORIZED');
    expect(found).toMatchObject([{ eventName: 'security.authn.login.failure' }]);
  });
});

producesWhatItSays('better-auth', everything);
