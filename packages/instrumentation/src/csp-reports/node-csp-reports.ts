import type { IncomingMessage, ServerResponse } from 'node:http';
import { context } from '@opentelemetry/api';
import { isCspReportType } from './csp-report.js';
import { type CspReportOptions, cspReportOptions } from './csp-report-options.js';
import { recordCspReports } from './record-csp-reports.js';

/**
 * Takes the reports of browsers: for Express and Nest as a middleware of one path, for `node:http` as a handler. Answers
 * 204, or 405, 413 and 415 to what is no report. A body that another middleware has parsed is used as it is.
 *
 * @throws InstrumentationOptionsError when an option cannot be used
 * @example app.use('/csp-reports', nodeCspReports());
 * @stable
 */
export function nodeCspReports(
  options: Partial<CspReportOptions> = {},
): (request: IncomingMessage, response: ServerResponse) => void {
  const { maxBytes } = cspReportOptions(options);
  return function cspReports(request, response) {
    const answer = (status: number): void => void response.writeHead(status).end();
    if (request.method !== 'POST') answer(405);
    else if (!isCspReportType(request.headers['content-type'])) answer(415);
    // The events of a stream belong to no request any more.
    else
      readBody(
        request,
        maxBytes,
        context.bind(context.active(), (body: unknown) => {
          if (body !== undefined) recordCspReports(request, body);
          answer(body === undefined ? 413 : 204);
        }),
      );
  };
}

/** Gives the body once, or `undefined` as soon as it is longer than allowed. A connection that breaks gives nothing. */
function readBody(request: IncomingMessage, maxBytes: number, done: (body: unknown) => void): void {
  const { body } = request as { readonly body?: unknown };
  if (body !== undefined && request.readableEnded) {
    done(Buffer.isBuffer(body) ? body.toString('utf8') : body);
    return;
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  const onData = (chunk: Buffer | string): void => {
    const part = Buffer.from(chunk as Buffer);
    bytes += part.length;
    if (bytes <= maxBytes) {
      chunks.push(part);
      return;
    }
    request.off('data', onData).off('end', onEnd).resume();
    done(undefined);
  };
  const onEnd = (): void => done(Buffer.concat(chunks).toString('utf8'));
  request.on('data', onData).once('end', onEnd);
}
