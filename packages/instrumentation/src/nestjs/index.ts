export { NestSecurityInstrumentation, type NestSecurityInstrumentationConfig } from './instrumentation.js';
