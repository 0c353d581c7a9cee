/** What a service loads that Otelseal watches, as it is released now: beside what starts OpenTelemetry's SDK. */
export const LIBRARIES: Readonly<Record<string, string>> = {
  '@opentelemetry/auto-instrumentations-node': '0.82.0',
  express: '5.3.0',
  'express-rate-limit': '8.7.5',
  'express-session': '1.19.0',
  fastify: '5.12.8',
  jose: '6.2.18',
  jsonwebtoken: '9.0.3',
  knex: '3.3.0',
  passport: '0.7.0',
  'passport-local': '1.0.0',
  pg: '8.23.1',
  pino: '10.4.0',
  'rate-limiter-flexible': '11.4.0',
  winston: '3.19.0',
};

/** The lower bounds of the ranges that @otelseal/instrumentation declares. */
export const OLDEST_LIBRARIES: Readonly<Record<string, string>> = {
  express: '4.16.0',
  'express-rate-limit': '6.0.0',
  'express-session': '1.17.0',
  fastify: '5.0.0',
  jose: '6.0.0',
  jsonwebtoken: '9.0.0',
  knex: '3.0.1',
  passport: '0.6.0',
  'passport-local': '1.0.0',
  pg: '8.0.0',
  pino: '10.0.0',
  'rate-limiter-flexible': '5.0.0',
  winston: '3.0.0',
};
