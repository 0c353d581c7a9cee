const { answering } = require('./answering.cjs');

const unauthorized = (response) => response.writeHead(401).end();

exports.logins = (load) => ({
  async passport() {
    const app = (await load('express'))();
    const passport = await load('passport');
    const { Strategy } = await load('passport-local');
    passport.use(new Strategy((_name, _password, done) => done(null, false, { code: 'wrong_password' })));
    app.get('/login', passport.initialize(), passport.authenticate('local', { session: false }));
    answering(app, '/login?username=ada&password=guess');
  },
  async 'better-auth'() {
    const { betterAuth } = await load('better-auth');
    const { memoryAdapter } = await load('better-auth/adapters/memory');
    const { toNodeHandler } = await load('better-auth/node');
    const auth = betterAuth({
      baseURL: 'http://localhost:3000',
      secret: 'of the test, and long enough for it',
      database: memoryAdapter({ user: [], session: [], account: [], verification: [] }),
      emailAndPassword: { enabled: true },
      logger: { disabled: true },
      telemetry: { enabled: false },
    });
    answering(toNodeHandler(auth), '/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'http://localhost:3000' },
      body: JSON.stringify({ email: 'ada@example.com', password: 'guess guess guess' }),
    });
  },
  async 'express-session'() {
    const app = (await load('express'))();
    const session = await load('express-session');
    app.use(session({ secret: 'of the test', resave: false, saveUninitialized: false }));
    app.get('/login', (request, response) => {
      request.session.userId = 'u-7';
      response.end();
    });
    answering(app, '/login');
  },
  async jsonwebtoken() {
    const { verify } = await load('jsonwebtoken');
    answering((_request, response) => {
      try {
        verify('no.real.token', 'a key');
      } catch {
        unauthorized(response);
      }
    });
  },
  async jose() {
    const { jwtVerify } = await load('jose');
    answering((_request, response) => {
      jwtVerify('no.real.token', new Uint8Array(32)).catch(() => unauthorized(response));
    });
  },
});
