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
};
