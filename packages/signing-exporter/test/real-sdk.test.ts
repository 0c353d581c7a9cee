import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchLogRecordProcessor,
  InMemoryLogRecordExporter,
  LoggerProvider,
  type LogRecordExporter,
  SimpleLogRecordProcessor,
} from '@opentelemetry/sdk-logs';
import { describe, expect, it } from 'vitest';
import { SigningLogRecordExporter } from '../src/index.js';
import { ROOT, story } from './sealing-bench.js';

const RESOURCE = resourceFromAttributes({ 'service.name': 'shop' });

function pipeline(kind: 'batch' | 'simple', inner: LogRecordExporter) {
  const exporter = new SigningLogRecordExporter({ exporter: inner, signer: ROOT });
  const processor =
    kind === 'batch' ? new BatchLogRecordProcessor({ exporter }) : new SimpleLogRecordProcessor({ exporter });
  const provider = new LoggerProvider({ resource: RESOURCE, processors: [processor] });
  return { provider, logger: provider.getLogger('shop', '1.2.3') };
}

describe('behind the real SDK', () => {
  it.each(['batch', 'simple'] as const)(
    'the %s processor delivers every record and the ends of the stream',
    async (kind) => {
      const inner = new InMemoryLogRecordExporter();
      const kept: unknown[] = [];
      inner.shutdown = async () => void kept.push(...inner.getFinishedLogRecords());
      const { provider, logger } = pipeline(kind, inner);
      for (let n = 0; n < 600; n += 1)
        logger.emit({ eventName: 'security.authn.login.success', body: `login ${n}`, attributes: { n } });
      await provider.forceFlush();
      await provider.shutdown();
      const names = story(kept as never);
      expect(names.filter((name) => name.startsWith('security.'))).toHaveLength(600);
      expect([names[0], ...names.slice(-3)]).toEqual(['open#1', 'close#602', 'tile', 'checkpoint']);
    },
  );
});
