import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('.', import.meta.url));

async function bundle(code: string) {
  const { outputFiles, metafile, warnings } = await build({
    stdin: { contents: code, resolveDir: folder },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    external: ['@opentelemetry/api'],
    write: false,
    metafile: true,
  });
  expect(warnings).toEqual([]);
  const output = Object.values(metafile.outputs)[0];
  const imports = [...new Set(output?.imports.map(({ path }) => path))];
  return { bytes: gzipSync(outputFiles[0]?.contents ?? '').length, imports, text: outputFiles[0]?.text ?? '' };
}

describe('a bundle for any platform', () => {
  it('has at most 3 kB with one event, and no other event in it', async () => {
    const { bytes, text } = await bundle(
      `import { loginFailure } from '@otelseal/security-events/authn'; loginFailure({ method: 'password', reason: 'x' });`,
    );
    expect(bytes).toBeLessThanOrEqual(3_000);
    expect(text.match(/security\.authn\.[a-z._]+/g)).toEqual(['security.authn.login.failure']);
  });

  it('has at most 20 kB with all of them', async () => {
    const { bytes, text } = await bundle(
      `import { security } from '@otelseal/security-events'; globalThis.audit = security;`,
    );
    expect(bytes).toBeLessThanOrEqual(20_000);
    expect(text).toContain('security.audit_log.delete');
  });

  it('needs nothing but the OpenTelemetry API, and names only what version 1.9 of it has', async () => {
    const { imports, text } = await bundle(
      `export * from '@otelseal/security-events'; export * from '@otelseal/security-events/user';`,
    );
    expect(imports).toEqual(['@opentelemetry/api']);
    const named = [...text.matchAll(/import\s*\{([^}]*)\}\s*from\s*"@opentelemetry\/api"/g)].flatMap(([, names = '']) =>
      names.split(',').map((name) => name.trim().split(' ')[0]),
    );
    expect([...new Set(named)].sort()).toEqual(['context', 'diag', 'metrics']);
  });
});
