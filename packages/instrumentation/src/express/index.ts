import '../request/report-answers.js';

export { ExpressSecurityInstrumentation } from './instrumentation.js';
