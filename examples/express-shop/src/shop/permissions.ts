import { security } from '@otelseal/security-events';
import type { Request } from 'express';
import type { Account, Role } from './accounts.ts';
import { HttpError } from './http-error.ts';
import type { Session, Sessions } from './sessions.ts';

const PERMISSIONS: Readonly<Record<Role, readonly string[]>> = {
  customer: ['order:create'],
  support: ['order:create', 'order:read:any', 'order:refund', 'customer:read'],
  admin: ['order:create', 'order:read:any', 'order:refund', 'customer:read', 'customer:export', 'role:change'],
};

/** The signed-in session, or 401. A cookie that stood for a session once is a theft or a bug, and recorded. */
export function signedIn(sessions: Sessions, request: Request): Session {
  const session = sessions.find(request);
  if (session?.complete) return session;
  const ended = sessions.findEnded(request);
  if (ended !== undefined) {
    security.session.useAfterExpire({
      actor: { type: 'user', id: ended.account.id },
      session: { id: ended.id },
      reason: 'logout',
      response: 'blocked',
    });
  }
  throw new HttpError(401, 'not_signed_in');
}

export function may(account: Account, permission: string): boolean {
  return PERMISSIONS[account.role].includes(permission);
}

/** Lets pass who may; else records who wanted what and answers 403. */
export function demand(
  account: Account,
  permission: string,
  target: { readonly type: string; readonly id: string },
): void {
  if (may(account, permission)) return;
  security.authz.failure({ target, permission, roles: [account.role], reason: 'missing_permission' });
  throw new HttpError(403, 'missing_permission');
}

/** A path parameter as one text; a hostile one is only ever data. */
export function pathParameter(request: Request, name: string): string {
  return String(request.params[name]);
}
