import '../request/report-answers.js';

export { HonoSecurityInstrumentation } from './instrumentation.js';
