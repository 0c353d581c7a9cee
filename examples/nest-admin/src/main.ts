// An administration service as there are many: guards, roles and validated bodies. OpenTelemetry's auto-instrumentations observe it,
// and it knows of nothing else.
import 'reflect-metadata';
import { Module, ValidationPipe } from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import { AccountsController } from './accounts/accounts-controller.js';
import { AccountsService } from './accounts/accounts-service.js';
import { RolesGuard } from './auth/roles-guard.js';
import { TokenGuard } from './auth/token-guard.js';

@Module({
  controllers: [AccountsController],
  providers: [
    AccountsService,
    { provide: APP_GUARD, useClass: TokenGuard },
    { provide: APP_GUARD, useClass: RolesGuard },
  ],
})
class AdminModule {}

async function main(): Promise<void> {
  const app = await NestFactory.create(AdminModule, { logger: ['warn', 'error'] });
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true }));
  app.enableShutdownHooks();
  await app.listen(process.env.PORT ?? 3000, '127.0.0.1');
  console.log(`listening on ${await app.getUrl()}`);
}

void main();
