import { RateLimiterMemory } from 'rate-limiter-flexible';

const logins = new RateLimiterMemory({ keyPrefix: 'logins', points: 5, duration: 60 });

/** A hook: five logins a minute and address. */
export async function limitLogins(request, reply) {
  try {
    await logins.consume(request.ip);
  } catch (refusal) {
    if (refusal instanceof Error) throw refusal;
    return reply.code(429).send({ error: 'too many requests' });
  }
}
