import { randomBytes, randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Account } from './accounts.ts';

export interface Session {
  /** Name of the session in the audit log; the cookie itself never leaves the browser and this file. */
  readonly id: string;
  readonly account: Account;
  /** False until the second factor is given, if the account has one. */
  complete: boolean;
}

const COOKIE = 'shop_session';
/** Ended sessions remembered, so that their late use is recognised; the oldest are forgotten first. */
const MAX_ENDED = 1_000;

/** Sessions by the secret in the browser's cookie. */
export class Sessions {
  readonly #live = new Map<string, Session>();
  readonly #ended = new Map<string, Session>();

  begin(account: Account, response: Response): Session {
    const secret = randomBytes(32).toString('base64url');
    const session = { id: randomUUID(), account, complete: account.totpSecret === undefined };
    this.#live.set(secret, session);
    response.cookie(COOKIE, secret, { httpOnly: true, sameSite: 'strict' });
    return session;
  }

  find(request: Request): Session | undefined {
    return this.#live.get(secretOf(request));
  }

  /** The session that this cookie once stood for. */
  findEnded(request: Request): Session | undefined {
    return this.#ended.get(secretOf(request));
  }

  end(request: Request, response: Response): void {
    const secret = secretOf(request);
    const session = this.#live.get(secret);
    if (session === undefined) return;
    this.#live.delete(secret);
    this.#ended.set(secret, session);
    const oldest = this.#ended.keys().next().value;
    if (this.#ended.size > MAX_ENDED && oldest !== undefined) this.#ended.delete(oldest);
    response.clearCookie(COOKIE);
  }
}

function secretOf(request: Request): string {
  const cookies = request.headers.cookie?.split(';') ?? [];
  const own = cookies.find((cookie) => cookie.trim().startsWith(`${COOKIE}=`));
  return own?.trim().slice(COOKIE.length + 1) ?? '';
}
