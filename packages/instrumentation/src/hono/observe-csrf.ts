import { currentRequest } from '../request/current-request.js';
import { errorStatus } from '../request/error-facts.js';
import type { HonoCsrf } from './hono-internals.js';

/** Remembers that it was `hono/csrf` which refused, and not what comes behind it, for the event of the 403. */
export const observingCsrf =
  (original: HonoCsrf): HonoCsrf =>
  (options) => {
    const check = original(options);
    return async function csrf(context, next) {
      let isPassed = false;
      try {
        return await check(context, () => {
          isPassed = true;
          return next();
        });
      } catch (error) {
        if (!isPassed && errorStatus(error) === 403)
          currentRequest()?.note({ concern: 'authorization', reason: 'csrf_origin', forged: 'origin' });
        throw error;
      }
    };
  };
