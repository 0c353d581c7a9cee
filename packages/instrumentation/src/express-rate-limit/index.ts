export {
  ExpressRateLimitSecurityInstrumentation,
  type ExpressRateLimitSecurityInstrumentationConfig,
} from './instrumentation.js';
