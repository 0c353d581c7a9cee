import { ConflictException, Injectable, NotFoundException } from '@nestjs/common';

export interface Account {
  readonly id: string;
  readonly email: string;
  readonly plan: string;
  readonly isBlocked: boolean;
}

/** Accounts in memory, so that the example needs no database. */
@Injectable()
export class AccountsService {
  private readonly accounts = new Map<string, Account>([
    ['1', { id: '1', email: 'carol@customers.example', plan: 'pro', isBlocked: false }],
  ]);

  all(): Account[] {
    return [...this.accounts.values()];
  }

  create(email: string, plan: string): Account {
    if (this.all().some((account) => account.email === email)) throw new ConflictException();
    const account = { id: String(this.accounts.size + 1), email, plan, isBlocked: false };
    this.accounts.set(account.id, account);
    return account;
  }

  setBlocked(id: string, isBlocked: boolean): Account {
    const account = this.accounts.get(id);
    if (account === undefined) throw new NotFoundException();
    const changed = { ...account, isBlocked };
    this.accounts.set(id, changed);
    return changed;
  }

  delete(id: string): void {
    if (!this.accounts.delete(id)) throw new NotFoundException();
  }
}
