import { Body, Controller, Delete, Get, HttpCode, Param, ParseIntPipe, Post } from '@nestjs/common';
import { Roles } from '../auth/roles-guard.js';
import { type Account, AccountsService } from './accounts-service.js';
import { CreateAccount } from './create-account.js';

@Controller('accounts')
export class AccountsController {
  constructor(private readonly accounts: AccountsService) {}

  @Get()
  @Roles('admin', 'support')
  all(): Account[] {
    return this.accounts.all();
  }

  @Post()
  @Roles('admin')
  create(@Body() { email, plan }: CreateAccount): Account {
    return this.accounts.create(email, plan);
  }

  @Post(':id/block')
  @HttpCode(200)
  @Roles('admin', 'support')
  block(@Param('id', ParseIntPipe) id: number): Account {
    return this.accounts.setBlocked(String(id), true);
  }

  @Delete(':id')
  @HttpCode(204)
  @Roles('admin')
  delete(@Param('id', ParseIntPipe) id: number): void {
    this.accounts.delete(String(id));
  }
}
