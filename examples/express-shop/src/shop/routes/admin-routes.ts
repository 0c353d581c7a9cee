import { security } from '@otelseal/security-events';
import { Router } from 'express';
import type { Role } from '../accounts.ts';
import { HttpError } from '../http-error.ts';
import { demand, pathParameter, signedIn } from '../permissions.ts';
import type { ShopParts } from '../shop-parts.ts';
import { refuse, textField } from '../validation.ts';

const ROLES: readonly string[] = ['customer', 'support', 'admin'] satisfies Role[];

export function adminRoutes({ sessions, accounts }: ShopParts): Router {
  const router = Router();

  router.put('/accounts/:id/role', (request, response) => {
    const { account } = signedIn(sessions, request);
    const target = { type: 'account', id: pathParameter(request, 'id') };
    demand(account, 'role:change', target);
    const other = accounts.byId(target.id);
    if (other === undefined) throw new HttpError(404, 'no_account');
    const role = textField(request, 'role');
    if (!ROLES.includes(role)) return refuse(request, 'role', 'known_role');
    security.authz.change({ target, rolesBefore: other.role, rolesAfter: role, reason: 'admin_request' });
    other.role = role as Role;
    response.status(204).end();
  });

  return router;
}
