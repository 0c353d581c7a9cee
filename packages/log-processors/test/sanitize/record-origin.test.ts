import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { describe, expect, it } from 'vitest';
import { sanitizingProcessor } from '../../src/sanitize/sanitizing-processor.js';

function pipeline(resource = defaultResource(), processors = [sanitizingProcessor()]) {
  const exporter = new InMemoryLogRecordExporter();
  const provider = new LoggerProvider({
    resource,
    processors: [...processors, new SimpleLogRecordProcessor({ exporter })],
  });
  return { provider, exported: () => exporter.getFinishedLogRecords() };
}

describe('where a record comes from', () => {
  it('is cleaned too: resource and scope', () => {
    const { provider, exported } = pipeline(
      resourceFromAttributes({ 'service.name': 'shop', 'process.command_args': ['node', '--db-password=hunter2'] }),
    );
    provider.getLogger('lib\u001b', '1.0', { attributes: { token: 'abc123def456' } } as never).emit({ body: 'x' });
    const [record] = exported();
    expect(record?.resource.attributes).toEqual({
      'service.name': 'shop',
      'process.command_args': ['node', '--db-password=[REDACTED:named-secret]'],
    });
    expect(record?.instrumentationScope).toMatchObject({ name: 'lib\\u001b', version: '1.0' });
  });

  it('is cleaned with the version of its scope', () => {
    const { provider, exported } = pipeline(resourceFromAttributes({ 'service.name': 'shop' }));
    provider.getLogger('lib', '1.0\u001b').emit({ body: 'x' });
    provider.getLogger('lib').emit({ body: 'x' });
    expect(exported().map(({ instrumentationScope: { name, version } }) => [name, version])).toEqual([
      ['lib', '1.0\\u001b'],
      ['lib', undefined],
    ]);
  });

  it('stays the same object for all records of one resource', () => {
    const { provider, exported } = pipeline(
      resourceFromAttributes({ 'process.command_line': 'app --token=abc123def456' }),
    );
    provider.getLogger('a').emit({ body: '1' });
    provider.getLogger('a').emit({ body: '2' });
    expect(exported()[0]?.resource).toBe(exported()[1]?.resource);
    const clean = pipeline(resourceFromAttributes({ 'service.name': 'shop' }));
    clean.provider.getLogger('a').emit({ body: '1' });
    expect(clean.exported()[0]?.resource.attributes).toEqual({ 'service.name': 'shop' });
  });

  it('waits for attributes that are still being detected', async () => {
    const late = Promise.resolve('app --password=hunter2');
    const { provider, exported } = pipeline(resourceFromAttributes({ 'process.command_line': late as never }));
    provider.getLogger('a').emit({ body: '1' });
    await provider.forceFlush();
    expect(exported()[0]?.resource.attributes).toEqual({
      'process.command_line': 'app --password=[REDACTED:named-secret]',
    });
  });
});

describe('a second sanitizing processor', () => {
  it('escapes nothing twice and still finds what came between', () => {
    const between = {
      onEmit: (record: { attributes: Record<string, unknown> }) => {
        record.attributes['late'] = 'password=hunter2 \u001b';
      },
      forceFlush: async () => {},
      shutdown: async () => {},
    };
    const { provider, exported } = pipeline(defaultResource(), [
      sanitizingProcessor(),
      between as never,
      sanitizingProcessor(),
    ]);
    provider.getLogger('a').emit({ body: 'a\u001bb' });
    expect(exported()[0]).toMatchObject({
      body: 'a\\u001bb',
      attributes: { late: 'password=[REDACTED:named-secret] \\u001b' },
    });
  });
});
