// Which security events the path through a library leaves by itself. Each library's tests show that it really does
// (test/support/produces.ts); docs/owasp-events.md is made from it.

/** By the name of the instrumentation; `request` is what all web frameworks share. */
export const PRODUCED_EVENTS: Readonly<Record<string, readonly string[]>> = {
  express: [
    'security.authn.login.failure',
    'security.authz.failure',
    'security.input.deserialization.failure',
    'security.input.validation.failure',
    'security.malicious.csrf',
    'security.sys.crash',
  ],
  fastify: [
    'security.authn.login.failure',
    'security.authz.failure',
    'security.input.deserialization.failure',
    'security.input.validation.discrete_failure',
    'security.input.validation.failure',
    'security.malicious.csrf',
    'security.sys.crash',
  ],
  nestjs: [
    'security.authn.login.failure',
    'security.authz.failure',
    'security.input.validation.discrete_failure',
    'security.input.validation.failure',
    'security.sys.crash',
  ],
  hono: ['security.authn.login.failure', 'security.authz.failure', 'security.sys.crash'],
  http: ['security.authn.login.failure', 'security.authz.failure', 'security.excess.rate_limit'],
  'express-rate-limit': ['security.excess.rate_limit'],
  'rate-limiter-flexible': ['security.excess.rate_limit'],
  'csp-reports': ['security.malicious.csp_violation'],
  passport: ['security.authn.login.failure', 'security.authn.login.success', 'security.session.logout'],
  'better-auth': ['security.authn.login.failure', 'security.authn.login.success', 'security.authn.mfa.enroll', 'security.authn.mfa.failure', 'security.authn.mfa.remove', 'security.authn.mfa.success', 'security.authn.password.change', 'security.authn.password.change_failure', 'security.authn.password.reset', 'security.authn.password.reset_request', 'security.session.create', 'security.session.logout', 'security.user.create', 'security.user.delete'],
  'express-session': ['security.session.create', 'security.session.expire', 'security.session.logout', 'security.session.use_after_expire'],
  jose: ['security.authn.login.failure'],
  jsonwebtoken: ['security.authn.login.failure', 'security.authn.token.create'],
  zod: ['security.input.validation.discrete_failure', 'security.input.validation.failure'],
  ajv: ['security.input.validation.discrete_failure', 'security.input.validation.failure'],
  'class-validator': ['security.input.validation.discrete_failure', 'security.input.validation.failure'],
  casl: ['security.authz.failure'],
  knex: ['security.sensitive.create', 'security.sensitive.delete', 'security.sensitive.read', 'security.sensitive.update'],
  pg: ['security.sensitive.create', 'security.sensitive.delete', 'security.sensitive.read', 'security.sensitive.update'],
};
