// What the typed API adds to an application that is bundled.
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

import type { Bench } from './figure.ts';

/** Bytes, minified and compressed, without OpenTelemetry's own API. */
async function bundleBytes(entry: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    platform: 'neutral',
    format: 'esm',
    mainFields: ['module', 'main'],
    conditions: ['import'],
    external: ['@opentelemetry/api'],
    write: false,
  });
  return gzipSync(outputFiles[0]?.contents ?? '').length;
}

export default (async () => [
  {
    what: 'bundle of one event, min+gzip',
    value: await bundleBytes("export { loginFailure } from '@otelseal/security-events/authn';"),
    unit: 'B',
    bar: { atMost: 3_000 },
  },
  {
    what: 'bundle of all events, min+gzip',
    value: await bundleBytes("export { security } from '@otelseal/security-events';"),
    unit: 'B',
    bar: { atMost: 20_000 },
  },
]) satisfies Bench;
