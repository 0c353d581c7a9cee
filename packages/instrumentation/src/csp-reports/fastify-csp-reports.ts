import { type CspReportOptions, cspReportOptions } from './csp-report-options.js';
import { recordCspReports } from './record-csp-reports.js';

/** What of Fastify is used. */
interface ReportingInstance {
  addContentTypeParser(
    types: string[],
    options: { parseAs: 'string'; bodyLimit: number },
    parser: (request: unknown, body: string, done: (error: null, body: unknown) => void) => void,
  ): unknown;
  post(path: string, handler: (request: ReportingRequest, reply: ReportingReply) => void): unknown;
}

interface ReportingRequest {
  readonly raw: object;
  readonly body?: unknown;
}

interface ReportingReply {
  code(status: number): { send(): unknown };
}

/** @stable */
export interface FastifyCspReportOptions extends Partial<CspReportOptions> {
  /** The route. Default `/csp-reports`. */
  readonly path?: string | undefined;
}

/**
 * Takes the reports of browsers in Fastify, as a plugin with one route. Answers 204, or 413 and 415 to what is no report.
 *
 * @throws InstrumentationOptionsError when an option cannot be used
 * @example fastify.register(fastifyCspReports, { path: '/csp-reports' });
 * @stable
 */
export function fastifyCspReports(
  fastify: ReportingInstance,
  { path = '/csp-reports', ...options }: FastifyCspReportOptions,
  done: () => void,
): void {
  const { maxBytes } = cspReportOptions(options);
  // Of this plugin only: other routes parse these types as before, or not at all.
  fastify.addContentTypeParser(
    ['application/csp-report', 'application/reports+json'],
    { parseAs: 'string', bodyLimit: maxBytes },
    (_request, body, parsed) => parsed(null, body),
  );
  fastify.post(path, (request, reply) => {
    recordCspReports(request.raw, request.body);
    reply.code(204).send();
  });
  done();
}
