import '../request/report-answers.js';

export { NestSecurityInstrumentation, type NestSecurityInstrumentationConfig } from './instrumentation.js';
