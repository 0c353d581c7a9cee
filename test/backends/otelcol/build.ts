// Builds the collectors of the end-to-end tests with the OpenTelemetry Collector Builder, from modules of the Go module proxy
// that go.sum pins by hash. `node test/backends/otelcol/build.ts` makes the two of the end-to-end tests.
import { copyFileSync, cpSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { go, run } from '../build-command.ts';
import { filesBelow, madeOnce } from '../made-once.ts';
import { prepare } from '../peer-unavailable.ts';

/**
 * `v0.165`: the newest, with persistent queue and grouping. `v0.155`: the newest whose transform, filter and attributes
 * processors the module proxy has in full. `v0.120`: the one whose Elasticsearch exporter it has in full.
 * `v0.165-logs`: the newest with the receivers of log files, the journal and syslog. `v0.165-redaction`: the newest with the redaction
 * processor, for the bench of the gateway.
 */
export type CollectorVersion = 'v0.165' | 'v0.165-logs' | 'v0.165-redaction' | 'v0.155' | 'v0.120';
/** What the end-to-end tests need; the suite of Elasticsearch makes v0.120 as well. */
export const COLLECTOR_VERSIONS: readonly CollectorVersion[] = ['v0.165', 'v0.155'];

const HERE = fileURLToPath(new URL('.', import.meta.url));
const BINARY = process.platform === 'win32' ? 'otelcol.exe' : 'otelcol';

/** Path of the collector's binary; built when this machine has not built it before. */
export async function collectorBinary(version: CollectorVersion): Promise<string> {
  const home = await madeOnce({
    name: `otelcol-${version}`,
    inputs: [...filesBelow(join(HERE, version)), ...filesBelow(join(HERE, 'stubs'))],
    announcement: `building the OpenTelemetry Collector ${version} from the Go module proxy, two to five minutes`,
    make: (folder) => build(version, folder),
  });
  return join(home, BINARY);
}

async function build(version: CollectorVersion, folder: string): Promise<void> {
  const work = join(folder, 'work');
  mkdirSync(work);
  cpSync(join(HERE, version), work, { recursive: true });
  cpSync(join(HERE, 'stubs'), join(work, 'stubs'), { recursive: true });

  const builder = join(work, 'builder', 'ocb');
  await go(
    ['build', '-mod=readonly', '-o', builder, 'go.opentelemetry.io/collector/cmd/builder'],
    join(work, 'builder'),
  );
  // The builder writes main.go and components.go; its go.mod gives way to ours, which go.sum pins.
  await run(builder, ['--config', 'builder-config.yaml', '--skip-get-modules', '--skip-compilation'], work);
  for (const file of ['go.mod', 'go.sum']) copyFileSync(join(work, file), join(work, 'source', file));
  await go(['build', '-mod=readonly', '-trimpath', '-ldflags=-s -w', '-o', BINARY, '.'], join(work, 'source'));
  renameSync(join(work, 'source', BINARY), join(folder, BINARY));
  rmSync(work, { recursive: true });
}

if (import.meta.main) {
  await prepare(async () => {
    for (const version of COLLECTOR_VERSIONS) await collectorBinary(version);
  });
}
