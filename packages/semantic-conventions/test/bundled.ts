import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The module as an application's bundler would ship it: minified, with only what is used. */
export async function bundled(module: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: module, resolveDir: fileURLToPath(new URL('.', import.meta.url)), loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
  });
  return outputFiles[0]?.text ?? '';
}
