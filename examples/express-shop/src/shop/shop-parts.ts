import type { Accounts } from './accounts.ts';
import type { LoginGuard } from './login-guard.ts';
import type { Orders } from './orders.ts';
import type { Sessions } from './sessions.ts';

/** What the routes work with. */
export interface ShopParts {
  readonly accounts: Accounts;
  readonly orders: Orders;
  readonly sessions: Sessions;
  readonly guard: LoginGuard;
}
