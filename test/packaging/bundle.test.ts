import { gzipSync } from 'node:zlib';
import { type BuildOptions, build } from 'esbuild';
import { describe, expect, inject, it } from 'vitest';

/** A bundle for a place that is neither Node nor a browser; esbuild fails on anything it cannot resolve there. */
async function bundle(entry: string, options: BuildOptions = {}): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: inject('project') },
    bundle: true,
    minify: true,
    platform: 'neutral',
    format: 'esm',
    mainFields: ['module', 'main'],
    conditions: ['import'],
    external: ['@opentelemetry/api'],
    write: false,
    ...options,
  });
  return outputFiles?.[0]?.text ?? '';
}

describe('a neutral bundle', () => {
  it('of one event takes at most 3 kB min+gzip', async () => {
    const code = await bundle("export { loginFailure } from '@otelseal/security-events/authn';");
    expect(code).toContain('security.authn.login.failure');
    expect(code).not.toMatch(/node:|require\(/);
    expect(gzipSync(code).length).toBeLessThanOrEqual(3_000);
  });

  it('of all events takes at most 20 kB min+gzip', async () => {
    const code = await bundle("export { security } from '@otelseal/security-events';");
    expect(code).toContain('security.authz.failure');
    expect(code).not.toMatch(/node:|require\(/);
    expect(gzipSync(code).length).toBeLessThanOrEqual(20_000);
  });

  it('of a function that is not called is empty', async () => {
    const code = await bundle(
      "import { loginFailure } from '@otelseal/security-events/authn'; import { security } from '@otelseal/security-events';",
      {
        treeShaking: true,
      },
    );
    expect(code.trim()).toBe('');
  });
});
