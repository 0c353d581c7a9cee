import { logs } from '@opentelemetry/api';
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { SCHEMA_URL } from '@otelseal/semantic-conventions';
import { afterEach, describe, expect, it } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { security } from '../src/index.js';

afterEach(() => logs.disable());

describe('the logger', () => {
  it('is silent before an SDK starts and speaks from then on', () => {
    const exporter = new InMemoryLogRecordExporter();
    security.sys.startup();
    logs.setGlobalLoggerProvider(new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] }));
    security.sys.restart();
    expect(exporter.getFinishedLogRecords().map(({ eventName }) => eventName)).toEqual(['security.sys.restart']);
  });

  it('is asked for once per provider, under the name, version and schema of this package', () => {
    const asked: unknown[] = [];
    const emitted: unknown[] = [];
    const logger = { emit: (record: unknown) => void emitted.push(record), enabled: () => true };
    logs.setGlobalLoggerProvider({
      getLogger: (...scope) => {
        asked.push(scope);
        return logger;
      },
    });
    security.sys.startup();
    security.sys.startup();
    expect(asked).toEqual([['@otelseal/security-events', manifest.version, { schemaUrl: SCHEMA_URL }]]);
    expect(emitted).toHaveLength(2);
  });

  it('that wants nothing is given nothing', () => {
    const emitted: unknown[] = [];
    logs.setGlobalLoggerProvider({
      getLogger: () => ({
        emit: (record) => void emitted.push(record),
        enabled: ({ eventName } = {}) => eventName !== 'security.sys.crash',
      }),
    });
    security.sys.crash({ reason: 'out_of_memory' });
    security.sys.restart();
    expect(emitted).toHaveLength(1);
  });
});
