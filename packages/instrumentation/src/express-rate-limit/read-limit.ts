import type { AnswerReader } from '../request/answer-readers.js';
import type { RateLimitFinding } from '../request/request-finding.js';

export const LIBRARY = 'express-rate-limit';
const PROPERTY = 'rateLimit';

/** Reads the property of the request at which a limiter leaves what it knows; the limiter's own default is the default. */
export function limitReader(property: () => string | undefined = () => undefined): AnswerReader {
  return ({ raw }) => readLimit((raw as unknown as Readonly<Record<string, unknown>>)[property() ?? PROPERTY]);
}

/** `used` since version 7, `current` before. */
function readLimit(info: unknown): RateLimitFinding | undefined {
  const { limit, used, current } = (info ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof limit !== 'number') return undefined;
  const attempts = [used, current].find((count) => typeof count === 'number');
  return { concern: 'rate_limit', limit, policy: LIBRARY, attempts: attempts as number | undefined };
}
