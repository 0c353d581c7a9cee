import { createHash } from 'node:crypto';

/**
 * The name under which events know a session: half of the SHA-256 of its identifier. Identifiers are random and long, so that nobody gets
 * from the name to the cookie; the pipeline makes a keyed pseudonym of it on top. Give it to `withContext` where you name sessions yourself.
 *
 * @example withContext({ session: { id: sessionName(request.sessionID) } }, next)
 * @experimental
 */
export function sessionName(sessionId: string): string {
  return createHash('sha256').update(`session:${sessionId}`).digest('hex').slice(0, 32);
}
