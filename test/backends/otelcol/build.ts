// Builds the collectors of the end-to-end tests with the OpenTelemetry Collector Builder, from modules of the Go module proxy
// that go.sum pins by hash. `node test/backends/otelcol/build.ts` makes both.
import { spawn } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { filesBelow, madeOnce } from '../made-once.ts';
import { PeerUnavailable, prepare } from '../peer-unavailable.ts';

/**
 * `v0.165`: the newest, with persistent queue and grouping. `v0.155`: the newest whose transform, filter and attributes
 * processors the module proxy has in full.
 */
export type CollectorVersion = 'v0.165' | 'v0.155';
export const COLLECTOR_VERSIONS: readonly CollectorVersion[] = ['v0.165', 'v0.155'];

const HERE = fileURLToPath(new URL('.', import.meta.url));
const BINARY = process.platform === 'win32' ? 'otelcol.exe' : 'otelcol';
/** So that a build leaves the machine usable. */
const NICENESS = 10;

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

async function go(args: readonly string[], folder: string): Promise<void> {
  try {
    await run('go', args, folder);
  } catch (cause) {
    const reason = reasonWhyNot((cause as Error).message);
    throw reason === undefined ? cause : new PeerUnavailable(reason, { cause });
  }
}

/** Says why a Go build cannot be done on this machine; undefined when the build itself is at fault. */
export function reasonWhyNot(output: string): string | undefined {
  if (/\bgo\b.*ENOENT/.test(output)) return 'Go is not installed; the collector is built with it (https://go.dev/dl)';
  const tooOld = /requires go >= (\S+)(?: \(running go (\S+?)[;)])?/.exec(output);
  if (tooOld) return `Go ${tooOld[1]} is needed to build the collector${tooOld[2] ? `, this is ${tooOld[2]}` : ''}`;
  const line = output
    .split('\n')
    .find((text) =>
      /dial tcp|lookup .* on|module lookup disabled|unexpected status|\b(?:403|404) |TLS handshake|i\/o timeout/.test(
        text,
      ),
    );
  return line === undefined
    ? undefined
    : `the Go module proxy did not give what go.sum names: ${line.trim().slice(0, 200)}`;
}

/** @throws with the end of what the command printed */
function run(command: string, args: readonly string[], folder: string): Promise<void> {
  return new Promise((settle, refuse) => {
    const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    if (child.pid !== undefined) setPriority(child.pid, NICENESS);
    let output = '';
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (cause) => refuse(new Error(`${command} could not be started: ${cause.message}`, { cause })));
    child.once('close', (code) =>
      code === 0 ? settle() : refuse(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${output}`)),
    );
  });
}

if (import.meta.main) {
  await prepare(async () => {
    for (const version of COLLECTOR_VERSIONS) await collectorBinary(version);
  });
}
