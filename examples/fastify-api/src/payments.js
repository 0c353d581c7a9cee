import { z } from 'zod';
import { requireScope, requireUser } from './tokens.js';

const payments = new Map([['p-1', { id: 'p-1', owner: 'ada', amount: '129.90', currency: 'EUR' }]]);
const NewPayment = z.object({ amount: z.string().regex(/^\d{1,7}\.\d{2}$/), iban: z.string().max(34) });

/** Payments of the one who asks. */
export async function paymentRoutes(api) {
  api.decorateRequest('user', null);
  api.addHook('onRequest', requireUser);

  const currency = { querystring: { type: 'object', properties: { currency: { enum: ['EUR', 'USD'] } } } };
  api.get('/payments', { schema: currency, onRequest: requireScope('payment:read') }, async (request) =>
    [...payments.values()].filter(
      ({ owner, currency }) => owner === request.user.id && currency === (request.query.currency ?? currency),
    ),
  );

  api.post('/payments', { onRequest: requireScope('payment:create') }, async (request, reply) => {
    const { amount } = NewPayment.parse(request.body);
    const payment = { id: `p-${payments.size + 1}`, owner: request.user.id, amount, currency: 'EUR' };
    payments.set(payment.id, payment);
    request.log.info({ payment: payment.id }, 'payment was made');
    return reply.code(201).send(payment);
  });
}
