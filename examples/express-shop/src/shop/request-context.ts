import { trace } from '@opentelemetry/api';
import { security } from '@otelseal/security-events';
import type { RequestHandler } from 'express';
import type { Sessions } from './sessions.ts';

/**
 * One span a request, and around everything that happens in it the facts that every security event needs: who, from
 * where, in which session, asking for what. Routes then say only what they alone know.
 */
export function requestContext(sessions: Sessions): RequestHandler {
  const tracer = trace.getTracer('express-shop');
  return (request, response, next) => {
    const session = sessions.find(request);
    const { method, path } = request;
    tracer.startActiveSpan(`${method} request`, (span) => {
      response.once('close', () => span.end());
      response.locals['correlationId'] = span.spanContext().traceId;
      security.withContext(
        {
          actor: { type: 'user', id: session?.complete ? session.account.id : 'anonymous' },
          client: { address: request.ip },
          session: session && { id: session.id },
          userAgent: request.get('user-agent'),
          http: { method, path },
        },
        next,
      );
    });
  };
}
