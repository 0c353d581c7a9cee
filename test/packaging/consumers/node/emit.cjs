// A CommonJS application: the same through require.
const { logs } = require('@opentelemetry/api');
const { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } = require('@opentelemetry/sdk-logs');
const { security } = require('@otelseal/security-events');
const { loginFailure } = require('@otelseal/security-events/authn');

const exporter = new InMemoryLogRecordExporter();
const provider = new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] });
logs.setGlobalLoggerProvider(provider);

loginFailure({ actor: { type: 'user', id: 'ada' }, method: 'password', reason: 'wrong_password' });
security.authz.failure({
  target: { type: 'invoice', id: '7' },
  reason: 'missing_permission',
  permission: 'invoice:read',
});
provider.forceFlush().then(() => {
  console.log(JSON.stringify(exporter.getFinishedLogRecords().map(({ eventName, body }) => ({ eventName, body }))));
});
