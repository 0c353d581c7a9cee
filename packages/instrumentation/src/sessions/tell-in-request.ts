import { unharmed } from '../report-once.js';
import { observedRequest } from '../request/current-request.js';
import { runInRequest } from '../request/run-in-request.js';

/** Emits in the request's name, also where a library calls back outside of it; what fails goes no further. */
export function tellInRequest(request: unknown, what: string, tell: () => void): void {
  unharmed('ERR_LIBRARY_NOT_OBSERVED', what, () => {
    const observed = typeof request === 'object' && request !== null ? observedRequest(request) : undefined;
    if (observed === undefined) tell();
    else runInRequest(observed, tell);
  });
}
