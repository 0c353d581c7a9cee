import { security } from '@otelseal/security-events';
import { Router } from 'express';
import { HttpError } from '../http-error.ts';
import { cents, euros, type Order } from '../orders.ts';
import { payBack } from '../payment-provider.ts';
import { demand, pathParameter, signedIn } from '../permissions.ts';
import type { ShopParts } from '../shop-parts.ts';
import { refuse, textField } from '../validation.ts';

/** Above it a second person would have to approve, and nobody here can. */
const LIMIT_CENTS = 50_000;
const COMMIT_TIMEOUT_MS = 2_000;

export function refundRoutes({ sessions, orders }: ShopParts): Router {
  const router = Router();

  router.post('/orders/:id/refund', async (request, response) => {
    const { account } = signedIn(sessions, request);
    const target = { type: 'order', id: pathParameter(request, 'id') };
    demand(account, 'order:refund', target);
    const order = orders.byId(target.id);
    if (order === undefined) throw new HttpError(404, 'no_order');
    const asked = cents(textField(request, 'amount'));
    if (asked === undefined) return refuse(request, 'amount', 'decimal_amount');

    const transaction = {
      id: `refund-${order.id}-${order.refundedCents + asked}`,
      type: 'refund',
      amount: euros(asked),
      currency: 'EUR',
      counterparty: order.customerId,
      before: euros(order.refundedCents),
      after: euros(order.refundedCents + asked),
      target,
    };
    if (asked > Math.min(LIMIT_CENTS, order.totalCents - order.refundedCents)) {
      security.transaction.reject({ ...transaction, reason: 'over_the_limit' });
      throw new HttpError(403, 'over_the_limit');
    }
    const { receipt } = await security.transaction.withOutcome(transaction, () => refund(order, asked));
    // Money has moved: the answer waits until the record of it is sealed, and says so if it is not.
    const committed = await security.committed('sealed', { timeoutMs: COMMIT_TIMEOUT_MS });
    response.json({ receipt, recorded: committed !== 'none' });
  });

  return router;
}

/** Counts as refunded while the bank is being asked, so that two requests at once cannot both pass the limit. */
async function refund(order: Order, cents: number): Promise<{ readonly receipt: string }> {
  order.refundedCents += cents;
  try {
    return await payBack(order.id, cents);
  } catch (error) {
    order.refundedCents -= cents;
    throw error;
  }
}
