import { security } from '@otelseal/security-events';
import { Router } from 'express';
import { HttpError } from '../http-error.ts';
import { ARTICLES, euros, type Order } from '../orders.ts';
import { demand, may, pathParameter, signedIn } from '../permissions.ts';
import type { ShopParts } from '../shop-parts.ts';
import { numberField, onlyFields, refuse, textField } from '../validation.ts';

export function orderRoutes({ sessions, orders }: ShopParts): Router {
  const router = Router();

  router.get('/orders', (request, response) => {
    const { account } = signedIn(sessions, request);
    response.json(orders.of(account.id).map(shown));
  });

  router.post('/orders', (request, response) => {
    const { account } = signedIn(sessions, request);
    demand(account, 'order:create', { type: 'order', id: 'new' });
    onlyFields(request, ['article', 'quantity']);
    const article = textField(request, 'article');
    const price = Object.hasOwn(ARTICLES, article) ? ARTICLES[article] : undefined;
    if (price === undefined) return refuse(request, 'article', 'known_article');
    const quantity = numberField(request, 'quantity', { min: 1, max: 100 });
    const order = orders.place(account.id, price * quantity);
    security.transaction.complete({
      id: `purchase-${order.id}`,
      type: 'purchase',
      amount: euros(order.totalCents),
      currency: 'EUR',
      target: { type: 'order', id: order.id },
    });
    response.status(201).json(shown(order));
  });

  router.get('/orders/:id', (request, response) => {
    const { account } = signedIn(sessions, request);
    const order = orders.byId(pathParameter(request, 'id'));
    if (order === undefined) throw new HttpError(404, 'no_order');
    if (order.customerId !== account.id && !may(account, 'order:read:any')) {
      const target = { type: 'order', id: order.id };
      security.authz.failure({ target, permission: 'order:read:any', roles: [account.role], reason: 'not_the_owner' });
      throw new HttpError(404, 'no_order'); // the answer for an order that does not exist, so that guessing tells nothing
    }
    response.json(shown(order));
  });

  return router;
}

function shown({ id, totalCents, refundedCents }: Order): object {
  return { id, total: euros(totalCents), refunded: euros(refundedCents) };
}
