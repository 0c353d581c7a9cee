// seal.mjs <SDK package> <API package> <key file> <log file>: a login failure and a refused invoice through the whole pipeline into a file.
import { appendFileSync } from 'node:fs';
import { JsonLogsSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { createOtelseal } from '@otelseal/node';
import { security } from '@otelseal/security-events';

const [sdk, api, keyFile, logFile] = process.argv.slice(2);
const { LoggerProvider } = await import(sdk);
const { logs } = await import(api);

/** What a collector's file exporter does. */
const exporter = {
  export(records, done) {
    appendFileSync(logFile, `${Buffer.from(JsonLogsSerializer.serializeRequest(records)).toString()}\n`);
    done({ code: 0 });
  },
  forceFlush: async () => {},
  shutdown: async () => {},
};

const otelseal = createOtelseal({ signing: { keyFile }, exporter });
const resource = resourceFromAttributes({ 'service.name': 'shop' });
const provider = new LoggerProvider({ resource, processors: otelseal.processors });
logs.setGlobalLoggerProvider(provider);

security.authn.loginFailure({ actor: { type: 'user', id: 'ada' }, method: 'password', reason: 'wrong_password' });
security.authz.failure({
  target: { type: 'invoice', id: '7' },
  reason: 'missing_permission',
  permission: 'invoice:read',
});
await provider.shutdown();
