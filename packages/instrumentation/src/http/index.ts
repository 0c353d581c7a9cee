import '../request/report-answers.js';

export { HttpSecurityInstrumentation } from './instrumentation.js';
