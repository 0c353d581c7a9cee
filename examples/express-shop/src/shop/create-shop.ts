import express, { type Express } from 'express';
import { Accounts } from './accounts.ts';
import { refuseAttackTools } from './attack-signs.ts';
import { errorResponse, notFound } from './error-responses.ts';
import { LoginGuard } from './login-guard.ts';
import { Orders } from './orders.ts';
import { requestContext } from './request-context.ts';
import { adminRoutes } from './routes/admin-routes.ts';
import { customerRoutes } from './routes/customer-routes.ts';
import { loginRoutes } from './routes/login-routes.ts';
import { orderRoutes } from './routes/order-routes.ts';
import { refundRoutes } from './routes/refund-routes.ts';
import { Sessions } from './sessions.ts';
import type { ShopParts } from './shop-parts.ts';

/** The whole shop, with its people and orders in memory. */
export async function createShop(): Promise<Express> {
  const parts: ShopParts = {
    accounts: await Accounts.seeded(),
    orders: new Orders(),
    sessions: new Sessions(),
    guard: new LoginGuard(),
  };
  const shop = express();
  shop.disable('x-powered-by');
  shop.set('trust proxy', 'loopback'); // the shop stands behind a proxy on this machine, which names the client
  shop.use(requestContext(parts.sessions));
  shop.use(refuseAttackTools);
  shop.use(express.json({ limit: '16kb' }));
  shop.use(loginRoutes(parts), orderRoutes(parts), refundRoutes(parts), customerRoutes(parts), adminRoutes(parts));
  shop.use(notFound);
  shop.use(errorResponse);
  return shop;
}
