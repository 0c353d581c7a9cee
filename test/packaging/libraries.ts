/** What a service loads that Otelseal watches, as it is released now: beside what starts OpenTelemetry's SDK. */
export const LIBRARIES: Readonly<Record<string, string>> = {
  '@casl/ability': '7.0.1',
  '@nestjs/core': '12.5.1',
  '@prisma/client': '7.10.0',
  ajv: '8.20.0',
  'better-auth': '1.7.25',
  'class-validator': '0.15.1',
  express: '5.3.0',
  'express-rate-limit': '8.7.5',
  'express-session': '1.19.0',
  fastify: '5.12.8',
  hono: '4.13.19',
  jose: '6.2.18',
  jsonwebtoken: '9.0.3',
  knex: '3.3.0',
  passport: '0.7.0',
  pg: '8.23.1',
  pino: '10.4.0',
  'rate-limiter-flexible': '11.4.0',
  winston: '3.19.0',
  zod: '4.6.7',
};

/** The lower bounds of the ranges that @otelseal/instrumentation declares. */
export const OLDEST_LIBRARIES: Readonly<Record<string, string>> = {
  '@casl/ability': '7.0.0',
  '@nestjs/core': '11.0.0',
  '@prisma/client': '7.0.0',
  ajv: '8.0.0',
  'better-auth': '1.7.0',
  'class-validator': '0.14.0',
  express: '4.16.0',
  'express-rate-limit': '6.0.2',
  'express-session': '1.17.0',
  fastify: '5.0.0',
  hono: '4.8.0',
  jose: '6.0.0',
  jsonwebtoken: '9.0.0',
  knex: '3.0.1',
  passport: '0.6.0',
  pg: '8.0.0',
  pino: '10.0.0',
  'rate-limiter-flexible': '5.0.0',
  winston: '3.0.0',
  zod: '3.20.0',
};

/** What those need to be used: it belongs to their versions. */
export const BESIDE_LIBRARIES: Readonly<Record<string, string>> = {
  '@hono/node-server': '2.1.9',
  '@hono/standard-validator': '0.4.0',
  '@hono/zod-validator': '0.9.1',
  '@nestjs/common': '12.5.1',
  '@nestjs/platform-express': '12.5.1',
  '@nestjs/platform-fastify': '12.5.0',
  '@opentelemetry/auto-instrumentations-node': '0.82.0',
  'passport-local': '1.0.0',
  prisma: '7.10.0',
  'reflect-metadata': '0.2.2',
  rxjs: '7.8.2',
};

/** Of Nest 11.0.0 the platform for Fastify demands Nest 10; 11.0.3 is the first one that can be installed. */
export const BESIDE_OLDEST_LIBRARIES: Readonly<Record<string, string>> = {
  '@hono/node-server': '1.14.0',
  '@hono/standard-validator': '0.1.5',
  '@hono/zod-validator': '0.4.3',
  '@nestjs/common': '11.0.0',
  '@nestjs/platform-express': '11.0.0',
  '@nestjs/platform-fastify': '11.0.3',
  'passport-local': '1.0.0',
  prisma: '7.0.0',
  'reflect-metadata': '0.2.2',
  rxjs: '7.8.2',
};
