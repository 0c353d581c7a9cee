const { logs } = require('@opentelemetry/api');
const { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } = require('@opentelemetry/sdk-logs');
const { EVENT_SECURITY_AUTHN_LOGIN_FAILURE, eventDefinition } = require('@otelseal/semantic-conventions');
const { loginFailure } = require('@otelseal/security-events/authn');

test('a CommonJS test sees the event that the application emits', async () => {
  const exporter = new InMemoryLogRecordExporter();
  const provider = new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] });
  logs.setGlobalLoggerProvider(provider);
  loginFailure({ actor: { type: 'user', id: 'ada' }, method: 'password', reason: 'wrong_password' });
  await provider.forceFlush();
  expect(exporter.getFinishedLogRecords().map(({ eventName }) => eventName)).toEqual([
    EVENT_SECURITY_AUTHN_LOGIN_FAILURE,
  ]);
  expect(eventDefinition(EVENT_SECURITY_AUTHN_LOGIN_FAILURE).outcome).toBe('failure');
});
