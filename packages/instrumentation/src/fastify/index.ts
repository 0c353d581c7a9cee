import '../request/report-answers.js';

export { FastifySecurityInstrumentation } from './instrumentation.js';
