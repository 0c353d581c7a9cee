export { FastifySecurityInstrumentation } from './instrumentation.js';
