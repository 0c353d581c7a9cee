import type { Instrumentation } from '@opentelemetry/instrumentation';
import { AjvSecurityInstrumentation } from './ajv/index.js';
import { BetterAuthSecurityInstrumentation } from './better-auth/index.js';
import { CaslSecurityInstrumentation, type CaslSecurityInstrumentationConfig } from './casl/index.js';
import { ClassValidatorSecurityInstrumentation } from './class-validator/index.js';
import { CspReportsSecurityInstrumentation } from './csp-reports/index.js';
import { ExpressSecurityInstrumentation } from './express/index.js';
import {
  ExpressRateLimitSecurityInstrumentation,
  type ExpressRateLimitSecurityInstrumentationConfig,
} from './express-rate-limit/index.js';
import {
  ExpressSessionSecurityInstrumentation,
  type ExpressSessionSecurityInstrumentationConfig,
} from './express-session/index.js';
import { FastifySecurityInstrumentation } from './fastify/index.js';
import { HonoSecurityInstrumentation } from './hono/index.js';
import { HttpSecurityInstrumentation } from './http/index.js';
import { JoseSecurityInstrumentation } from './jose/index.js';
import {
  JsonwebtokenSecurityInstrumentation,
  type JsonwebtokenSecurityInstrumentationConfig,
} from './jsonwebtoken/index.js';
import { KnexSecurityInstrumentation, type KnexSecurityInstrumentationConfig } from './knex/index.js';
import { NestSecurityInstrumentation, type NestSecurityInstrumentationConfig } from './nestjs/index.js';
import { PassportSecurityInstrumentation, type PassportSecurityInstrumentationConfig } from './passport/index.js';
import { PgSecurityInstrumentation, type PgSecurityInstrumentationConfig } from './pg/index.js';
import { PinoSecurityInstrumentation, type PinoSecurityInstrumentationConfig } from './pino/index.js';
import { RateLimiterFlexibleSecurityInstrumentation } from './rate-limiter-flexible/index.js';
import type { SecurityInstrumentationConfig } from './security-instrumentation.js';
import { WinstonSecurityInstrumentation, type WinstonSecurityInstrumentationConfig } from './winston/index.js';
import { ZodSecurityInstrumentation } from './zod/index.js';

/** Options of single libraries, by name. @stable */
export interface LibraryOptions {
  readonly express?: SecurityInstrumentationConfig | undefined;
  readonly fastify?: SecurityInstrumentationConfig | undefined;
  readonly nestjs?: NestSecurityInstrumentationConfig | undefined;
  readonly hono?: SecurityInstrumentationConfig | undefined;
  readonly http?: SecurityInstrumentationConfig | undefined;
  readonly 'express-rate-limit'?: ExpressRateLimitSecurityInstrumentationConfig | undefined;
  readonly 'rate-limiter-flexible'?: SecurityInstrumentationConfig | undefined;
  readonly 'csp-reports'?: SecurityInstrumentationConfig | undefined;
  readonly passport?: PassportSecurityInstrumentationConfig | undefined;
  readonly 'better-auth'?: SecurityInstrumentationConfig | undefined;
  readonly 'express-session'?: ExpressSessionSecurityInstrumentationConfig | undefined;
  readonly jose?: SecurityInstrumentationConfig | undefined;
  readonly jsonwebtoken?: JsonwebtokenSecurityInstrumentationConfig | undefined;
  readonly zod?: SecurityInstrumentationConfig | undefined;
  readonly ajv?: SecurityInstrumentationConfig | undefined;
  readonly 'class-validator'?: SecurityInstrumentationConfig | undefined;
  readonly casl?: CaslSecurityInstrumentationConfig | undefined;
  readonly knex?: KnexSecurityInstrumentationConfig | undefined;
  readonly pg?: PgSecurityInstrumentationConfig | undefined;
  readonly pino?: PinoSecurityInstrumentationConfig | undefined;
  readonly winston?: WinstonSecurityInstrumentationConfig | undefined;
}

/** A library that can be instrumented. @stable */
export type InstrumentationName = keyof LibraryOptions;

type Registry = {
  readonly [Name in InstrumentationName]-?: (config: NonNullable<LibraryOptions[Name]>) => Instrumentation;
};

/**
 * Every instrumentation: one line here and one in the options above. The names are those of the subpath exports and of
 * the setting that disables one.
 */
export const INSTRUMENTATION_REGISTRY: Registry = Object.freeze<Registry>({
  express: (config) => new ExpressSecurityInstrumentation(config),
  fastify: (config) => new FastifySecurityInstrumentation(config),
  nestjs: (config) => new NestSecurityInstrumentation(config),
  hono: (config) => new HonoSecurityInstrumentation(config),
  http: (config) => new HttpSecurityInstrumentation(config),
  'express-rate-limit': (config) => new ExpressRateLimitSecurityInstrumentation(config),
  'rate-limiter-flexible': (config) => new RateLimiterFlexibleSecurityInstrumentation(config),
  'csp-reports': (config) => new CspReportsSecurityInstrumentation(config),
  passport: (config) => new PassportSecurityInstrumentation(config),
  'better-auth': (config) => new BetterAuthSecurityInstrumentation(config),
  'express-session': (config) => new ExpressSessionSecurityInstrumentation(config),
  jose: (config) => new JoseSecurityInstrumentation(config),
  jsonwebtoken: (config) => new JsonwebtokenSecurityInstrumentation(config),
  zod: (config) => new ZodSecurityInstrumentation(config),
  ajv: (config) => new AjvSecurityInstrumentation(config),
  'class-validator': (config) => new ClassValidatorSecurityInstrumentation(config),
  casl: (config) => new CaslSecurityInstrumentation(config),
  knex: (config) => new KnexSecurityInstrumentation(config),
  pg: (config) => new PgSecurityInstrumentation(config),
  pino: (config) => new PinoSecurityInstrumentation(config),
  winston: (config) => new WinstonSecurityInstrumentation(config),
});
