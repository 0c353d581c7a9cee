/** Names of the instrumentations of `@otelseal/instrumentation`, as `OTELSEAL_INSTRUMENTATIONS_DISABLED` takes them. @experimental */
export const INSTRUMENTATION_NAMES = [
  'express',
  'fastify',
  'nestjs',
  'hono',
  'http',
  'passport',
  'better-auth',
  'express-session',
  'jose',
  'jsonwebtoken',
  'zod',
  'ajv',
  'class-validator',
  'express-rate-limit',
  'rate-limiter-flexible',
  'csp-reports',
  'casl',
  'prisma',
  'knex',
  'pg',
  'pino',
  'winston',
] as const;

/** One of them. @stable */
export type InstrumentationName = (typeof INSTRUMENTATION_NAMES)[number];
