import { hashPassword } from './passwords.ts';

export type Role = 'customer' | 'support' | 'admin';

export interface Account {
  readonly id: string;
  readonly email: string;
  readonly passwordHash: string;
  /** Base32 secret of the authenticator app; staff cannot sign in without one. */
  readonly totpSecret?: string;
  role: Role;
}

export interface SeedAccount {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly totpSecret?: string;
  readonly role: Role;
}

/** People of the example. A real shop has none of this in its source. */
export const SEED_ACCOUNTS = {
  alice: { id: 'c-1001', email: 'alice@example.com', password: 'correct horse battery', role: 'customer' },
  bob: { id: 'c-1002', email: 'bob@example.com', password: 'staple tomorrow river', role: 'customer' },
  carol: { id: 'c-1003', email: 'carol@example.com', password: 'nine green lanterns', role: 'customer' },
  sam: {
    id: 's-2001',
    email: 'sam@shop.example',
    password: 'quiet harbour lights',
    role: 'support',
    totpSecret: 'JBSWY3DPEHPK3PXP',
  },
  ada: {
    id: 'a-3001',
    email: 'ada@shop.example',
    password: 'engine of difference',
    role: 'admin',
    totpSecret: 'KRSXG5CTMVRXEZLU',
  },
} as const satisfies Record<string, SeedAccount>;

/** Accounts by e-mail address and by id. */
export class Accounts {
  readonly #byId = new Map<string, Account>();

  static async seeded(): Promise<Accounts> {
    const accounts = new Accounts();
    for (const { password, ...seed } of Object.values<SeedAccount>(SEED_ACCOUNTS)) {
      accounts.#byId.set(seed.id, { ...seed, passwordHash: await hashPassword(password) });
    }
    return accounts;
  }

  byId(id: string): Account | undefined {
    return this.#byId.get(id);
  }

  byEmail(email: string): Account | undefined {
    const wanted = email.toLowerCase();
    return [...this.#byId.values()].find((account) => account.email === wanted);
  }
}
