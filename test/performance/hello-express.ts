// A server of its own process: the hello-world of Express, plain or with every instrumentation. Its parent asks for the CPU time.
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { context, logs } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';

// Both servers have what an application with OpenTelemetry has.
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
const exporter = {
  export: (_: unknown, done: (result: { code: number }) => void) => done({ code: 0 }),
  forceFlush: async () => {},
  shutdown: async () => {},
};
logs.setGlobalLoggerProvider(new LoggerProvider({ processors: [new BatchLogRecordProcessor({ exporter })] }));

if (process.argv[2] === 'observed') {
  const { securityInstrumentations } = await import('../../packages/instrumentation/dist/index.js');
  securityInstrumentations();
}

const express: typeof import('express') = createRequire(import.meta.url)('express');
const app = express();
app.get('/', (_request, response) => {
  response.send('Hello World!');
});
const server = app.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('message', () => process.send?.({ cpuMicros: total(process.cpuUsage()) }));
process.on('disconnect', () => process.exit(0));

function total({ user, system }: NodeJS.CpuUsage): number {
  return user + system;
}
