import { errorClass, errorProperty } from './error-facts.js';
import type { ValidationFinding } from './request-finding.js';

const TOO_LARGE = { fields: ['body'], reason: 'too_large' };
const MALFORMED = { fields: ['body'], reason: 'malformed', kind: 'syntax' } as const;
const UNSUPPORTED = { fields: ['body'], reason: 'unsupported_encoding' };

type BodyError = Omit<ValidationFinding, 'concern' | 'errorType'>;

/**
 * The `type` of body-parser and raw-body (Express and Nest), the `code` of Fastify. A body that was cut off by the
 * network (`request.aborted`, `request.size.invalid`) says nothing about the sender.
 */
const BODY_ERRORS: ReadonlyMap<unknown, BodyError> = new Map<unknown, BodyError>([
  ['entity.parse.failed', MALFORMED],
  ['entity.verify.failed', { fields: ['body'], reason: 'verification_failed' }],
  ['entity.too.large', TOO_LARGE],
  ['parameters.too.many', { fields: ['body'], reason: 'too_many_parameters' }],
  ['querystring.parse.rangeError', { fields: ['body'], reason: 'too_deep' }],
  ['charset.unsupported', UNSUPPORTED],
  ['encoding.unsupported', UNSUPPORTED],
  ['FST_ERR_CTP_BODY_TOO_LARGE', TOO_LARGE],
  ['FST_ERR_CTP_INVALID_MEDIA_TYPE', { fields: ['body'], reason: 'unsupported_media_type' }],
  ['FST_ERR_CTP_INVALID_JSON_BODY', MALFORMED],
  ['FST_ERR_CTP_EMPTY_JSON_BODY', { fields: ['body'], reason: 'empty' }],
  ['FST_ERR_BAD_URL', { fields: ['path'], reason: 'malformed', kind: 'syntax' }],
]);

/** Bodies that could not be read. @see https://github.com/expressjs/body-parser#errors */
export function readBodyError(error: unknown): ValidationFinding | undefined {
  const found =
    BODY_ERRORS.get(errorProperty(error, 'type')) ??
    BODY_ERRORS.get(errorProperty(error, 'code')) ??
    syntaxError(error);
  return found && { concern: 'validation', errorType: errorClass(error), ...found };
}

/** What `JSON.parse` and `decodeURIComponent` throw inside of frameworks, which mark it as the client's fault. */
function syntaxError(error: unknown): BodyError | undefined {
  if (errorProperty(error, 'status') !== 400 && errorProperty(error, 'statusCode') !== 400) return undefined;
  if (error instanceof SyntaxError) return MALFORMED;
  return error instanceof URIError ? { fields: ['path'], reason: 'malformed', kind: 'syntax' } : undefined;
}
