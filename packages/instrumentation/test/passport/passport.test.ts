import type Express from 'express';
import type ExpressSession from 'express-session';
import type Passport from 'passport';
import type PassportLocal from 'passport-local';
import { afterAll, describe, expect, it } from 'vitest';
import { ExpressSecurityInstrumentation } from '../../src/express/index.js';
import { ExpressSessionSecurityInstrumentation } from '../../src/express-session/index.js';
import { HttpSecurityInstrumentation } from '../../src/http/index.js';
import { PassportSecurityInstrumentation } from '../../src/passport/index.js';
import { emittedRecords, requireHooked } from '../emitted-records.js';
import { LOADING_WAYS, runProgram } from '../programs/run-program.js';
import { producesWhatItSays } from '../support/produces.js';
import { served } from '../support/served.js';

const { events, everything, records, onEmit } = emittedRecords();
const passportInstrumentation = new PassportSecurityInstrumentation();
const instrumentations = [
  new HttpSecurityInstrumentation(),
  new ExpressSecurityInstrumentation(),
  new ExpressSessionSecurityInstrumentation(),
  passportInstrumentation,
];
const express = requireHooked('express') as typeof Express;
const session = requireHooked('express-session') as typeof ExpressSession;
const { Passport: PassportClass, Strategy } = requireHooked('passport') as typeof Passport & {
  Passport: typeof Passport.Passport;
};
const { Strategy: LocalStrategy } = requireHooked('passport-local') as typeof PassportLocal;
afterAll(() => {
  for (const instrumentation of instrumentations) instrumentation.disable();
});

const PASSWORD = 'correct horse battery staple';

/** A strategy that believes the header `x-token: good`, under any name. */
class TokenStrategy extends Strategy {
  override readonly name: string;

  constructor(name: string) {
    super();
    this.name = name;
  }

  override authenticate(request: Express.Request): void {
    const token = request.get('x-token');
    if (token === 'good') this.success({ id: 's-1' });
    else if (token === 'boom') this.error(new RangeError('the directory is away'));
    else this.fail('Bearer realm="api"');
  }
}

type Options = Passport.AuthenticateOptions;

/** An application with sessions, a login page, a logout and an API with tokens. */
async function shop(loginOptions: Options = {}, strategy: string | Passport.Strategy = 'local') {
  const passport = new PassportClass();
  passport.serializeUser((user, done) => done(null, (user as { id: string }).id));
  passport.deserializeUser((id, done) => done(null, { id } as object));
  passport.use(
    new LocalStrategy((username, password, done) => {
      if (username === 'broken') done(new RangeError('the directory is away'));
      else if (password === PASSWORD) done(null, { id: 'u-7', username });
      else done(null, false, { message: `No user ${username} with ${password}` });
    }),
  );
  for (const name of ['bearer', 'house-key']) passport.use(new TokenStrategy(name));
  const app = express();
  app.use(express.urlencoded({ extended: false }));
  app.use(session({ secret: 'a secret', resave: false, saveUninitialized: false }));
  app.use(passport.initialize());
  app.use(passport.session());
  app.post(
    '/login',
    passport.authenticate(strategy as string, loginOptions),
    (_request, response) => void response.end(),
  );
  app.post('/login-by-hand', (request, response, next) => {
    passport.authenticate('local', (error: unknown, user: object | false) => {
      if (error || !user) return next(error) ?? response.status(401).end();
      return request.logIn(user, (problem) => (problem ? next(problem) : response.end()));
    })(request, response, next);
  });
  app.post('/logout', (request, response, next) => {
    request.logout((error) => (error ? next(error) : response.end()));
  });
  app.get(
    '/api',
    passport.authenticate(['bearer', 'house-key'], { session: false }),
    (_q, response) => void response.end(),
  );
  app.get('/nobody', passport.authenticate('nobody'));
  app.use(((_error, _request, response, _next) => void response.status(500).end()) as Express.ErrorRequestHandler);
  return browser(await served(app));
}

/** Keeps the session cookie, as a browser does. */
function browser(call: Awaited<ReturnType<typeof served>>) {
  let cookie = '';
  return async (
    path: string,
    { form, headers = {} }: { form?: Record<string, string>; headers?: Record<string, string> } = {},
  ) => {
    const response = await call(path, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { ...headers, ...(cookie === '' ? {} : { cookie }) },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return response;
  };
}

const names = () => events().map(([name]) => name);
const right = { username: 'alice', password: PASSWORD };
const wrong = { username: 'alice', password: 'hunter2' };

describe('a login with Passport', () => {
  it('that succeeds is told once, with method and user, when the session is established', async () => {
    await (await shop())('/login', { form: right });
    expect(names()).toEqual(['security.session.create', 'security.authn.login.success']);
    expect(events()[1]).toMatchObject([
      'security.authn.login.success',
      { 'security.auth.method': 'password', 'audit.actor.id': 'u-7', 'user.name': 'alice' },
    ]);
  });

  it('that fails is told once, with the account, a tag and no password, and the 401 adds nothing', async () => {
    expect((await (await shop())('/login', { form: wrong })).status).toBe(401);
    expect(events()).toMatchObject([
      [
        'security.authn.login.failure',
        {
          'security.auth.method': 'password',
          'security.reason': 'invalid_credentials',
          'audit.actor.id': 'alice',
          'security.attempt.tag': expect.any(Number),
          'http.request.method': 'POST',
        },
      ],
    ]);
    expect(JSON.stringify(records())).not.toContain('hunter2');
  });

  it.each([
    ['is redirected', { failureRedirect: '/login?again' }, 302],
    ['is handed on as an error', { failWithError: true }, 500],
  ] as const)('that fails and %s is told, too', async (_, options, status) => {
    expect((await (await shop(options))('/login', { form: wrong })).status).toBe(status);
    expect(names().filter((name) => name.startsWith('security.authn'))).toEqual(['security.authn.login.failure']);
  });

  it('without a password says so', async () => {
    await (await shop())('/login', { form: { username: 'alice' } });
    expect(events()).toMatchObject([['security.authn.login.failure', { 'security.reason': 'missing_credentials' }]]);
  });

  it('that the application carries out itself is told when it logs the user in', async () => {
    const go = await shop();
    await go('/login-by-hand', { form: wrong });
    await go('/login-by-hand', { form: right });
    expect(names()).toEqual([
      'security.authn.login.failure',
      'security.session.create',
      'security.authn.login.success',
    ]);
  });

  it('without a session, as of a service that answers with a token, is told at once', async () => {
    await (await shop({ session: false }))('/login', { form: right });
    expect(events()).toMatchObject([['security.authn.login.success', { 'audit.actor.id': 'u-7' }]]);
  });

  it('with a strategy handed over as an object is told the same', async () => {
    const strategy = new LocalStrategy((_username, _password, done) => done(null, false));
    await (await shop({}, strategy))('/login', { form: wrong });
    expect(events()).toMatchObject([['security.authn.login.failure', { 'audit.actor.id': 'alice' }]]);
  });

  it('that breaks names the class of the error and not its message', async () => {
    expect((await (await shop())('/login', { form: { ...wrong, username: 'broken' } })).status).toBe(500);
    expect(events()[0]).toMatchObject([
      'security.authn.login.failure',
      { 'security.reason': 'strategy_error', 'error.type': 'RangeError' },
    ]);
    expect(JSON.stringify(records())).not.toContain('directory');
  });

  it('does not take a password that was typed into the wrong field for an account', async () => {
    await (await shop())('/login', { form: { username: 'correct horse battery staple!', password: 'x' } });
    await (await shop())('/login', { form: { username: 'hunter2', password: 'hunter2' } });
    expect(events().map(([, attributes]) => attributes['audit.actor.id'])).toEqual([undefined, undefined]);
  });

  it('keeps accounts out where the application says so', async () => {
    passportInstrumentation.setConfig({ accountNames: false });
    await (await shop())('/login', { form: wrong });
    passportInstrumentation.setConfig({});
    expect(JSON.stringify(events())).not.toContain('alice');
  });

  it('works on when our part throws', async () => {
    onEmit(() => {
      throw new Error('a broken processor');
    });
    const go = await shop();
    expect((await go('/login', { form: wrong })).status).toBe(401);
    expect((await go('/login', { form: right })).status).toBe(200);
  });
});

describe('a credential that every request carries', () => {
  it('is no login when it is believed', async () => {
    expect((await (await shop())('/api', { headers: { 'x-token': 'good' } })).status).toBe(200);
    expect(events()).toEqual([]);
  });

  it('is one event of the 401 when none of the strategies believes it', async () => {
    passportInstrumentation.setConfig({ perRequest: ['house-key'] });
    expect((await (await shop())('/api')).status).toBe(401);
    passportInstrumentation.setConfig({});
    expect(events()).toMatchObject([
      ['security.authn.login.failure', { 'security.auth.method': 'bearer', 'http.response.status_code': 401 }],
    ]);
  });
});

describe('a logout with Passport', () => {
  it('is told once, and says who left', async () => {
    const go = await shop();
    await go('/login', { form: right });
    await go('/logout', { form: {} });
    expect(events().slice(2)).toMatchObject([['security.session.logout', { 'audit.actor.id': 'u-7' }]]);
  });

  it('of nobody is no event', async () => {
    await (await shop())('/logout', { form: {} });
    expect(events()).toEqual([]);
  });
});

describe('Passport', () => {
  it('complains about an unknown strategy as ever', async () => {
    expect((await (await shop())('/nobody')).status).toBe(500);
    expect(names()).not.toContain('security.authn.login.failure');
  });

  it('is not hurt by hostile forms', async () => {
    const go = await shop();
    await go('/login', { form: { username: 'x'.repeat(90_000), password: 'y'.repeat(5_000) } });
    await go('/login', { form: { username: 'a\nb<script>', password: 'y' } });
    expect(JSON.stringify(events()).length).toBeLessThan(5_000);
    expect(names()).toEqual(['security.authn.login.failure', 'security.authn.login.failure']);
    expect(JSON.stringify(events())).not.toContain('script');
  });
});

describe.each(LOADING_WAYS)('Passport loaded as %s', (format) => {
  it('is watched', () => {
    const load = format.startsWith('module')
      ? "import passport from 'passport'; import { Strategy } from 'passport-local';"
      : "const passport = require('passport'); const { Strategy } = require('passport-local');";
    const program = `${load}
      passport.use(new Strategy((username, password, done) => done(null, password === 'right' && { id: username })));
      const go = (password) => {
        const request = { body: { username: 'alice', password } };
        const response = { setHeader() {}, end(text) { console.log(text); } };
        passport.authenticate('local', { session: false })(request, response, () => console.log('in'));
      };
      go('wrong');
      go('right');`;
    const { records: found, printed } = runProgram(format, program, ['passport']);
    expect(printed).toBe('Unauthorized\nin');
    expect(found.map(({ eventName }) => eventName)).toEqual([
      'security.authn.login.failure',
      'security.authn.login.success',
    ]);
  });
});

producesWhatItSays('passport', everything);
