export { HttpSecurityInstrumentation } from './instrumentation.js';
