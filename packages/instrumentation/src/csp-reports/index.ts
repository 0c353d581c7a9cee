export { type CspReport, readCspReports } from './csp-report.js';
export { CSP_REPORT_DEFAULTS, type CspReportOptions } from './csp-report-options.js';
export { fastifyCspReports } from './fastify-csp-reports.js';
export { honoCspReports } from './hono-csp-reports.js';
export { CspReportsSecurityInstrumentation } from './instrumentation.js';
export { nodeCspReports } from './node-csp-reports.js';
