import { passwordTag, security } from '@otelseal/security-events';
import { Router } from 'express';
import type { Account } from '../accounts.ts';
import { HttpError } from '../http-error.ts';
import { isPassword } from '../passwords.ts';
import type { ShopParts } from '../shop-parts.ts';
import { isTotp } from '../totp.ts';
import { textField } from '../validation.ts';

/** Longest name that is recorded for an account that does not exist: whoever typed it may have typed anything. */
const MAX_NAME = 100;
const LOCK_REASON = 'too_many_failures';

export function loginRoutes({ accounts, sessions, guard }: ShopParts): Router {
  const router = Router();

  router.post('/login', async (request, response) => {
    const email = textField(request, 'email');
    const password = textField(request, 'password');
    const account = accounts.byEmail(email);
    const actor = { type: 'user', id: account?.id ?? email.slice(0, MAX_NAME) } as const;
    refuseWhenGuessing(request.ip ?? '', actor);
    if (account !== undefined && guard.failuresOf(account.id, Date.now()) >= guard.options.maxFailuresPerAccount) {
      guard.addFailure(request.ip ?? '', Date.now());
      security.authn.loginFailure({ actor, method: 'password', reason: 'account_locked' });
      throw new HttpError(401, 'account_locked');
    }
    if (!(await isPassword(password, account?.passwordHash))) {
      failed(request.ip ?? '', actor, account, passwordTag(email, password));
      throw new HttpError(401, 'wrong_password');
    }
    const session = sessions.begin(account as Account, response);
    if (session.complete) succeeded(account as Account, session.id, 'password');
    response.json({ next: session.complete ? 'shop' : 'code' });
  });

  router.post('/login/code', (request, response) => {
    const session = sessions.find(request);
    const { account } = session ?? {};
    if (session === undefined || account?.totpSecret === undefined) throw new HttpError(401, 'no_password_yet');
    const actor = { type: 'user', id: account.id } as const;
    if (!isTotp(textField(request, 'code'), account.totpSecret, Date.now())) {
      const attempts = guard.addFailure(account.id, Date.now());
      security.authn.mfaFailure({ actor, method: 'totp', reason: 'wrong_code', attempts });
      if (attempts >= guard.options.maxFailuresPerAccount) sessions.end(request, response);
      if (attempts === guard.options.maxFailuresPerAccount) locked(account.id, attempts);
      throw new HttpError(401, 'wrong_code');
    }
    session.complete = true;
    security.authn.mfaSuccess({ actor, method: 'totp', factors: ['password', 'totp'], mfa: true });
    succeeded(account, session.id, 'password');
    response.json({ next: 'shop' });
  });

  router.post('/logout', (request, response) => {
    if (sessions.find(request)) security.session.logout();
    sessions.end(request, response);
    response.status(204).end();
  });

  return router;

  function refuseWhenGuessing(address: string, actor: { readonly type: 'user'; readonly id: string }): void {
    const attempts = guard.failuresOf(address, Date.now());
    if (attempts < guard.options.maxFailuresPerAddress) return;
    guard.addFailure(address, Date.now());
    const http = { route: '/login', statusCode: 429 };
    security.excess.rateLimit({
      actor,
      limit: guard.options.maxFailuresPerAddress,
      policy: 'login',
      attempts,
      response: 'throttled',
      http,
    });
    throw new HttpError(429, 'too_many_failures');
  }

  function failed(
    address: string,
    actor: { readonly type: 'user'; readonly id: string },
    account: Account | undefined,
    tag: number | undefined, // so that a password manager with an old password is no attack
  ): void {
    guard.addFailure(address, Date.now());
    if (account === undefined) {
      security.authn.loginFailure({ actor, method: 'password', reason: 'unknown_user', tag });
      return;
    }
    const attempts = guard.addFailure(account.id, Date.now());
    security.authn.loginFailure({ actor, method: 'password', reason: 'wrong_password', attempts, tag });
    if (attempts !== guard.options.maxFailuresPerAccount) return;
    security.authn.loginFailureLimit({ actor, limit: attempts, attempts, method: 'password' });
    locked(account.id, attempts);
  }

  function locked(accountId: string, attempts: number): void {
    security.authn.accountLock({
      actor: { type: 'system', id: 'login-guard' },
      target: { type: 'account', id: accountId },
      reason: LOCK_REASON,
      attempts,
    });
  }

  function succeeded(account: Account, sessionId: string, method: string): void {
    const facts = { actor: { type: 'user', id: account.id }, session: { id: sessionId }, method } as const;
    const attempts = guard.failuresOf(account.id, Date.now());
    if (attempts > 0) security.authn.loginSuccessAfterFailure({ ...facts, attempts });
    else security.authn.loginSuccess(facts);
    security.session.create(facts);
    guard.forget(account.id);
  }
}
