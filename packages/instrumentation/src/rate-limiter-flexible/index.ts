export { RateLimiterFlexibleSecurityInstrumentation } from './instrumentation.js';
