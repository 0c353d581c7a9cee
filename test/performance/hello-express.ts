// A server of its own process: the hello-world of Express. Its parent switches the instrumentations on and off, and asks for the
// CPU time. One process, because two of them differ by more than what is measured.
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { context, logs } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';

import { securityInstrumentations } from '../../packages/instrumentation/dist/index.js';

// What an application with OpenTelemetry has, whether observed or not.
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
const exporter = {
  export: (_: unknown, done: (result: { code: number }) => void) => done({ code: 0 }),
  forceFlush: async () => {},
  shutdown: async () => {},
};
logs.setGlobalLoggerProvider(new LoggerProvider({ processors: [new BatchLogRecordProcessor({ exporter })] }));

const instrumentations = securityInstrumentations();

interface Hello {
  get(path: string, handler: (request: unknown, response: { send(text: string): void }) => void): void;
  listen(port: number, host: string, listening: () => void): Server;
}

// As the package has it: the benches have no Express of their own.
const inPackage = createRequire(new URL('../../packages/instrumentation/package.json', import.meta.url));
const express: () => Hello = inPackage('express');
const app = express();
app.get('/', (_request, response) => {
  response.send('Hello World!');
});
const server = app.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('message', (message) => {
  for (const instrumentation of instrumentations) {
    if (message === 'on') instrumentation.enable();
    if (message === 'off') instrumentation.disable();
  }
  process.send?.({ cpuMicros: total(process.cpuUsage()) });
});
process.on('disconnect', () => process.exit(0));

function total({ user, system }: NodeJS.CpuUsage): number {
  return user + system;
}
