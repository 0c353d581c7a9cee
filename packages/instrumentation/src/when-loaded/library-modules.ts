import type { InstrumentationName } from '../instrumentation-registry.js';

/** When an instrumentation is needed, and the class of its folder. */
export interface LibraryModules {
  readonly className: string;
  /** The modules that its hooks wait for, by the names under which they are imported, or `[]`: it reads what libraries leave at requests and comes with the first request. */
  readonly modules: readonly string[];
  /** Paths of files that are patched, where a version of the library has them as ES modules: nobody imports these by a name. */
  readonly files?: readonly string[];
  /** Whether requests come with it, and its class is in `instrumentation.ts`. */
  readonly hasRequests?: true;
  /** Whether `library-patches.ts` has all of it, so that nothing of OpenTelemetry's instrumentations is needed. Its libraries are CommonJS. */
  readonly hasPatches?: true;
}

/** Every instrumentation, without its code. A test compares it with what the instrumentations themselves say. */
export const LIBRARY_MODULES: Readonly<Record<InstrumentationName, LibraryModules>> = Object.freeze({
  express: {
    className: 'ExpressSecurityInstrumentation',
    modules: ['express', 'finalhandler'],
    hasRequests: true,
    hasPatches: true,
  },
  fastify: { className: 'FastifySecurityInstrumentation', modules: ['fastify'], hasRequests: true },
  nestjs: {
    className: 'NestSecurityInstrumentation',
    modules: ['@nestjs/core', '@nestjs/common'],
    files: [
      '@nestjs/core/exceptions/exceptions-handler.js',
      '@nestjs/core/exceptions/base-exception-filter.js',
      '@nestjs/core/router/routes-resolver.js',
      '@nestjs/core/guards/guards-consumer.js',
      '@nestjs/core/pipes/pipes-consumer.js',
      '@nestjs/common/pipes/validation.pipe.js',
    ],
    hasRequests: true,
  },
  hono: {
    className: 'HonoSecurityInstrumentation',
    modules: ['hono', 'hono/tiny', 'hono/quick', 'hono/validator', 'hono/csrf'],
    hasRequests: true,
  },
  http: {
    className: 'HttpSecurityInstrumentation',
    modules: ['http', 'https', 'http2'],
    hasRequests: true,
    hasPatches: true,
  },
  'express-rate-limit': { className: 'ExpressRateLimitSecurityInstrumentation', modules: [] },
  'rate-limiter-flexible': {
    className: 'RateLimiterFlexibleSecurityInstrumentation',
    modules: ['rate-limiter-flexible'],
  },
  'csp-reports': { className: 'CspReportsSecurityInstrumentation', modules: [] },
  passport: { className: 'PassportSecurityInstrumentation', modules: ['passport'] },
  'better-auth': { className: 'BetterAuthSecurityInstrumentation', modules: ['better-auth', 'better-auth/minimal'] },
  'express-session': { className: 'ExpressSessionSecurityInstrumentation', modules: ['express-session'] },
  jose: {
    className: 'JoseSecurityInstrumentation',
    modules: ['jose', 'jose/jwt/verify', 'jose/jwt/decrypt', 'jose/jws/compact/verify'],
  },
  jsonwebtoken: { className: 'JsonwebtokenSecurityInstrumentation', modules: ['jsonwebtoken'] },
  zod: { className: 'ZodSecurityInstrumentation', modules: [] },
  ajv: { className: 'AjvSecurityInstrumentation', modules: [] },
  'class-validator': { className: 'ClassValidatorSecurityInstrumentation', modules: [] },
  casl: { className: 'CaslSecurityInstrumentation', modules: ['@casl/ability'] },
  knex: { className: 'KnexSecurityInstrumentation', modules: ['knex'] },
  pg: { className: 'PgSecurityInstrumentation', modules: ['pg'] },
  pino: { className: 'PinoSecurityInstrumentation', modules: ['pino'] },
  winston: { className: 'WinstonSecurityInstrumentation', modules: ['winston'] },
});

/** All libraries that can be instrumented, as `disabled` and the subpath exports name them. @stable */
export const INSTRUMENTATION_NAMES: readonly InstrumentationName[] = Object.freeze(
  Object.keys(LIBRARY_MODULES) as InstrumentationName[],
);
