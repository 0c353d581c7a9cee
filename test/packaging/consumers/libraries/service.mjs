// A service of ES modules that knows nothing of Otelseal: `node service.mjs LIBRARY` uses one library so that it has something to tell.
import { createServer } from 'node:http';

const SECURITY = { event: 'authn.login.failure', method: 'password', reason: 'wrong_password' };
const imported = async (library) => {
  const module = await import(library);
  return module.default ?? module;
};

/** Answers requests, and ends. */
function answering(handler, path = '/', times = 1) {
  const server = createServer(handler).listen(0, '127.0.0.1', async () => {
    const { port } = server.address();
    for (let time = 0; time < times; time += 1) {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`);
      process.stdout.write(`answered ${answer.status}\n`);
    }
    server.close();
    server.closeAllConnections();
  });
}

const unauthorized = (response) => response.writeHead(401).end();

const LIBRARIES = {
  async express() {
    const app = (await imported('express'))();
    app.get('/invoices/:id', (_request, response) => response.status(403).end());
    answering(app, '/invoices/7');
  },
  async fastify() {
    const app = (await imported('fastify'))();
    app.get('/invoices/:id', (_request, reply) => reply.code(403).send());
    await app.inject('/invoices/7');
  },
  async passport() {
    const app = (await imported('express'))();
    const passport = await imported('passport');
    const { Strategy } = await imported('passport-local');
    passport.use(new Strategy((_name, _password, done) => done(null, false, { code: 'wrong_password' })));
    app.get('/login', passport.initialize(), passport.authenticate('local', { session: false }));
    answering(app, '/login?username=ada&password=guess');
  },
  async 'express-session'() {
    const app = (await imported('express'))();
    const session = await imported('express-session');
    app.use(session({ secret: 'of the test', resave: false, saveUninitialized: false }));
    app.get('/login', (request, response) => {
      request.session.userId = 'u-7';
      response.end();
    });
    answering(app, '/login');
  },
  async jsonwebtoken() {
    const { verify } = await imported('jsonwebtoken');
    answering((_request, response) => {
      try {
        verify('no.real.token', 'a key');
      } catch {
        unauthorized(response);
      }
    });
  },
  async jose() {
    const { jwtVerify } = await imported('jose');
    answering((_request, response) => {
      jwtVerify('no.real.token', new Uint8Array(32)).catch(() => unauthorized(response));
    });
  },
  async 'rate-limiter-flexible'() {
    const { RateLimiterMemory } = await imported('rate-limiter-flexible');
    const limiter = new RateLimiterMemory({ points: 1, duration: 60, keyPrefix: 'login' });
    await limiter.consume('key');
    answering((_request, response) => {
      limiter.consume('key').catch(() => response.writeHead(429).end());
    });
  },
  async 'express-rate-limit'() {
    const app = (await imported('express'))();
    const limiting = await imported('express-rate-limit');
    const { rateLimit = limiting } = limiting;
    app.use(rateLimit({ windowMs: 60_000, max: 1 }));
    answering(app, '/', 2);
  },
  async winston() {
    const { createLogger, transports } = await imported('winston');
    createLogger({ transports: [new transports.Console()] }).warn('refused', { security: SECURITY });
  },
  async pino() {
    (await imported('pino'))().warn({ security: SECURITY }, 'refused');
  },
  async pg() {
    const { Client } = await imported('pg');
    new Client().query({ text: 'SELECT diagnosis FROM clinic.patients WHERE id = $1', values: [7], submit() {} });
  },
  async knex() {
    const knex = await imported('knex');
    class Answering extends knex.Client {}
    Object.assign(Answering.prototype, {
      driverName: 'answering',
      dialect: 'answering',
      _driver: () => ({}),
      acquireRawConnection: async () => ({}),
      destroyRawConnection: async () => {},
      validateConnection: () => true,
      _query: async (_connection, statement) => Object.assign(statement, { response: [{ diagnosis: 'none' }] }),
      processResponse: ({ response }) => response,
    });
    const database = knex({ client: Answering, connection: {} });
    await database.raw('SELECT diagnosis FROM clinic.patients');
    await database.destroy();
  },
};

await LIBRARIES[process.argv[2]]();
