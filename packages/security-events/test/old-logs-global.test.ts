import { logs as logsOfToday } from '@opentelemetry/api';
import { logs as oldLogs } from '@opentelemetry/api-logs';
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { afterEach, describe, expect, it } from 'vitest';
import { security } from '../src/index.js';

// api-logs 0.223 is the last of its kind; its logger provider has the methods that today's has.
function provider(): { readonly names: () => unknown[]; readonly provider: LoggerProvider } {
  const exporter = new InMemoryLogRecordExporter();
  return {
    names: () => exporter.getFinishedLogRecords().map(({ eventName }) => eventName),
    provider: new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] }),
  };
}

afterEach(() => {
  oldLogs.disable();
  logsOfToday.disable();
});

describe('an application on SDK 2.x', () => {
  it('receives the events through the global of api-logs', () => {
    const old = provider();
    oldLogs.setGlobalLoggerProvider(old.provider as never);
    security.sys.startup();
    expect(old.names()).toEqual(['security.sys.startup']);
  });

  it('is left alone as soon as a provider of today’s API is there', () => {
    const [old, today] = [provider(), provider()];
    oldLogs.setGlobalLoggerProvider(old.provider as never);
    security.sys.startup();
    logsOfToday.setGlobalLoggerProvider(today.provider);
    security.sys.shutdown();
    expect({ old: old.names(), today: today.names() }).toEqual({
      old: ['security.sys.startup'],
      today: ['security.sys.shutdown'],
    });
  });
});
