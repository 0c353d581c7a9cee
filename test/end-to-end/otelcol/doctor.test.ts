import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { Collector, fileExporter } from '../../backends/otelcol/collector.ts';
import { generateKeys, otelsealWith, verify } from './command.ts';
import { testFolder } from './test-folder.ts';

describe('otelseal doctor', () => {
  it.each(['http/json', 'http/protobuf'])(
    'finds its test event behind a real collector, sent over %s',
    async (protocol) => {
      const folder = testFolder();
      const keys = await generateKeys(folder);
      const file = join(folder, 'logs.jsonl');
      const collector = await Collector.start({ version: 'v0.165', folder, exporters: fileExporter(file) });
      const variables = {
        OTEL_SERVICE_NAME: 'shop',
        OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: collector.url,
        OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
        OTELSEAL_SIGNING_KEY_FILE: keys.keyFile,
        OTELSEAL_TRUST: keys.trust,
      };
      const { code, out } = await otelsealWith(variables, 'doctor', '--source', `file:${file}`);
      await collector.stop();
      expect(out).toMatch(/has confirmed a sealed test event\n {4}found again in \S+logs\.jsonl after [\d.]+ s/);
      expect(code).toBe(0);
      expect((await verify(file, keys)).firstLine).toMatch(/^INTACT /);
    },
  );
});
