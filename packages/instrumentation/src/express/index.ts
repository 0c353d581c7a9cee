export { ExpressSecurityInstrumentation } from './instrumentation.js';
