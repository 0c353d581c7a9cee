export { BetterAuthSecurityInstrumentation } from './instrumentation.js';
export { type BetterAuthSecurityPlugin, securityEvents } from './security-events-plugin.js';
