import { security } from '@otelseal/security-events';
import { Router } from 'express';
import { CUSTOMER_RECORDS } from '../customer-records.ts';
import { HttpError } from '../http-error.ts';
import { demand, pathParameter, signedIn } from '../permissions.ts';
import type { ShopParts } from '../shop-parts.ts';

const CLASSIFICATION = 'personal';

/** Names, addresses and bank accounts: each look at them is recorded, what was seen is not. */
export function customerRoutes({ sessions }: ShopParts): Router {
  const router = Router();

  router.get('/customers/export', (request, response) => {
    const { account } = signedIn(sessions, request);
    const target = { type: 'customer', id: 'all' };
    demand(account, 'customer:export', target);
    security.sensitive.export({ target, count: CUSTOMER_RECORDS.size, classification: CLASSIFICATION });
    response.json([...CUSTOMER_RECORDS.values()]);
  });

  router.get('/customers/:id', (request, response) => {
    const { account } = signedIn(sessions, request);
    const target = { type: 'customer', id: pathParameter(request, 'id') };
    demand(account, 'customer:read', target);
    const record = CUSTOMER_RECORDS.get(target.id);
    if (record === undefined) throw new HttpError(404, 'no_customer');
    security.sensitive.read({ target, count: 1, classification: CLASSIFICATION, fields: Object.keys(record) });
    response.json(record);
  });

  return router;
}
