import { unharmed } from '../report-once.js';
import { readBodyError } from './read-body-error.js';
import { readHttpError } from './read-http-error.js';
import type { RequestFinding } from './request-finding.js';

/** Says what an error of one library means for a request; `undefined` for everybody else's errors. @experimental */
export type ErrorReader = (error: unknown) => RequestFinding | undefined;

const readers = new Map<string, ErrorReader>();

/**
 * Adds the reader of one library, which is asked about every error that surfaces in a framework: handed to `next`, thrown
 * by a handler, caught by an exception filter. Adding the same library again replaces its reader.
 *
 * @example addErrorReader('zod', (error) => error instanceof … ? { concern: 'validation', fields } : undefined)
 * @experimental
 */
export function addErrorReader(library: string, reader: ErrorReader): void {
  readers.set(library, reader);
}

/** @experimental */
export function removeErrorReader(library: string): void {
  readers.delete(library);
}

/** The libraries first, the shapes that many share last. */
export function readError(error: unknown): RequestFinding | undefined {
  for (const [library, reader] of readers) {
    const finding = unharmed('ERR_ANSWER_NOT_REPORTED', `an error could not be read for ${library}`, () =>
      reader(error),
    );
    if (finding !== undefined) return finding;
  }
  return readBodyError(error) ?? readHttpError(error);
}
