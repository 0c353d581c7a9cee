import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { applyChange, changesOfReadme, copyExample, startService } from '@otelseal/testing';
import { describe, expect, it } from 'vitest';

import { collectorBinary } from '../../backends/otelcol/build.ts';
import { Collector, fileExporter } from '../../backends/otelcol/collector.ts';
import { generateKeys, verify } from './command.ts';
import { testFolder } from './test-folder.ts';

const EXAMPLE = fileURLToPath(new URL('../../../examples/existing-otel/', import.meta.url));

describe('the service that OpenTelemetry observes already, with the lines of its README', () => {
  it('is INTACT behind a real collector, in protobuf as its SDK sends by default', async () => {
    const folder = testFolder();
    const file = join(folder, 'logs.jsonl');
    const keys = await generateKeys(folder);
    const service = join(folder, 'service');
    copyExample(EXAMPLE, service);
    for (const change of changesOfReadme(EXAMPLE)) applyChange(service, change);

    const collector = await Collector.start({ version: 'v0.165', folder, exporters: fileExporter(file) });
    const running = await startService(service, {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url.replace('/v1/logs', ''),
      OTEL_TRACES_EXPORTER: 'none',
      OTEL_METRICS_EXPORTER: 'none',
      OTEL_NODE_RESOURCE_DETECTORS: 'env,host',
      OTELSEAL_SIGNING_KEY_FILE: keys.keyFile,
    });
    await fetch(`${running.url}/invoices/7`);
    expect(await running.stop()).toEqual({ code: 0, signal: null, stderr: '' });
    await collector.stop();

    expect(readFileSync(file, 'utf8')).toContain('security.authz.failure');
    expect(await verify(file, keys)).toMatchObject({ code: 0, firstLine: expect.stringMatching(/^INTACT/) });
  });

  it('has a configuration for the collector that the collector accepts', async () => {
    const configuration = fileURLToPath(new URL('../../../examples/existing-otel/collector.yaml', import.meta.url));
    const validating = promisify(execFile)(await collectorBinary('v0.165'), ['validate', `--config=${configuration}`]);
    await expect(validating).resolves.toBeDefined();
  });
});
