import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

import { collectorBinary } from '../../backends/otelcol/build.ts';

/**
 * Runs the command of a page that starts a collector, with the one that was built here, which does not show its own metrics at a port that
 * another one may have.
 *
 * @returns what ends it
 */
export async function startAsDocumented(
  script: string,
  folder: string,
  version: Parameters<typeof collectorBinary>[0],
  variables: NodeJS.ProcessEnv,
): Promise<() => Promise<void>> {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  const quiet = join(bin, 'quiet.yaml');
  writeFileSync(quiet, JSON.stringify({ service: { telemetry: { metrics: { level: 'none' } } } }));
  const binary = await collectorBinary(version);
  writeFileSync(join(bin, 'otelcol-contrib'), `#!/bin/sh\nexec '${binary}' "$@" --config '${quiet}'\n`);
  chmodSync(join(bin, 'otelcol-contrib'), 0o755);
  const env = { ...process.env, ...variables, PATH: `${bin}:${process.env['PATH']}` };
  const child = spawn('bash', ['-ec', script.replace(/^otelcol-contrib/m, 'exec otelcol-contrib')], {
    cwd: folder,
    env,
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await expect.poll(() => said, { timeout: 60_000 }).toContain('Everything is ready');
  return async () => {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
}
