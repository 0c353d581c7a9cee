import { unharmed } from '../report-once.js';
import type { ObservedRequest } from './observed-request.js';
import type { RequestFinding } from './request-finding.js';

/** Says what a library left at a request that is being refused; `undefined` where it left nothing. @experimental */
export type AnswerReader = (request: ObservedRequest) => RequestFinding | undefined;

const readers = new Map<string, AnswerReader>();

/**
 * Adds the reader of a library that leaves its decision at the request object. It is asked when a request is answered with
 * a status of 400 or above. Adding the same library again replaces its reader.
 *
 * @example addAnswerReader('my-limiter', ({ raw }) => raw.limits && { concern: 'rate_limit', limit: raw.limits.max, policy: 'mine' })
 * @experimental
 */
export function addAnswerReader(library: string, reader: AnswerReader): void {
  readers.set(library, reader);
}

/** @experimental */
export function removeAnswerReader(library: string): void {
  readers.delete(library);
}

/** What was noted by who knew better is kept. */
export function readAnswer(request: ObservedRequest): void {
  for (const [library, reader] of readers) {
    const finding = unharmed('ERR_ANSWER_NOT_REPORTED', `what ${library} left at a request could not be read`, () =>
      reader(request),
    );
    if (finding !== undefined && request.finding(finding.concern) === undefined) request.note(finding);
  }
}
