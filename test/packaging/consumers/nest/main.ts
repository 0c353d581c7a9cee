import 'reflect-metadata';
import { Controller, Get, Injectable, Module, Param } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { logs } from '@opentelemetry/api';
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { security } from '@otelseal/security-events';

@Injectable()
class Invoices {
  refuse(id: string): string {
    security.authz.failure({
      target: { type: 'invoice', id },
      reason: 'missing_permission',
      permission: 'invoice:read',
    });
    return 'refused';
  }
}

@Controller('invoices')
class InvoiceController {
  constructor(private readonly invoices: Invoices) {}

  @Get(':id')
  read(@Param('id') id: string): string {
    return this.invoices.refuse(id);
  }
}

@Module({ controllers: [InvoiceController], providers: [Invoices] })
class Application {}

async function main(): Promise<void> {
  const exporter = new InMemoryLogRecordExporter();
  const provider = new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] });
  logs.setGlobalLoggerProvider(provider);
  const application = await NestFactory.create(Application, { logger: false });
  await application.listen(0, '127.0.0.1');
  const answer = await fetch(`${await application.getUrl()}/invoices/7`);
  await provider.forceFlush();
  await application.close();
  const records = exporter.getFinishedLogRecords().map(({ eventName, body }) => ({ eventName, body }));
  console.log(JSON.stringify({ answer: await answer.text(), records }));
}

void main();
