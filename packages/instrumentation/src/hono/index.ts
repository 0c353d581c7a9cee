export { HonoSecurityInstrumentation } from './instrumentation.js';
