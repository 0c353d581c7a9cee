// An ES module application: emits through the SDK and prints what an exporter received.
import { logs } from '@opentelemetry/api';
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { security } from '@otelseal/security-events';
import { loginFailure } from '@otelseal/security-events/authn';

const exporter = new InMemoryLogRecordExporter();
const provider = new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] });
logs.setGlobalLoggerProvider(provider);

loginFailure({ actor: { type: 'user', id: 'ada' }, method: 'password', reason: 'wrong_password' });
security.authz.failure({
  target: { type: 'invoice', id: '7' },
  reason: 'missing_permission',
  permission: 'invoice:read',
});
await provider.forceFlush();
console.log(JSON.stringify(exporter.getFinishedLogRecords().map(({ eventName, body }) => ({ eventName, body }))));
