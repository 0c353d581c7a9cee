import { logs } from '@opentelemetry/api';
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { security } from '@otelseal/security-events';
import { EVENT_SECURITY_AUTHN_LOGIN_FAILURE } from '@otelseal/semantic-conventions';
import { expect, test } from 'vitest';

test('an ES module test sees the event that the application emits', async () => {
  const exporter = new InMemoryLogRecordExporter();
  const provider = new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] });
  logs.setGlobalLoggerProvider(provider);
  security.authn.loginFailure({ actor: { type: 'user', id: 'ada' }, method: 'password', reason: 'wrong_password' });
  await provider.forceFlush();
  expect(exporter.getFinishedLogRecords().map(({ eventName }) => eventName)).toEqual([
    EVENT_SECURITY_AUTHN_LOGIN_FAILURE,
  ]);
});
