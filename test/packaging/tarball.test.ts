import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { describe, expect, inject, it } from 'vitest';

import { command } from './command.js';

const packed = inject('packed');
const attw = fileURLToPath(new URL('../../node_modules/@arethetypeswrong/cli/dist/index.js', import.meta.url));

/** The packages with a CommonJS build beside the ESM one; all others are ESM only. */
const DUAL = ['@otelseal/semantic-conventions', '@otelseal/security-events'];

/** Modules that are always loaded together, as one file. */
const JOINED = /^dist\/(?:node\/)?joined\/[^/]+\.js$/;

interface Analysis {
  readonly problems?: Readonly<
    Record<string, readonly { readonly resolutionKind?: string; readonly entrypoint?: string }[]>
  >;
}

describe('a packed package', () => {
  it.each(packed)('$name passes publint', async ({ tarball }) => {
    const { messages } = await publint({
      strict: true,
      pack: { tarball: new Uint8Array(readFileSync(tarball)).buffer },
    });
    expect(messages).toEqual([]);
  });

  it.each(packed)('$name has types that match what it runs, however it is resolved', async ({ name, tarball }) => {
    const unsupported = DUAL.includes(name) ? ['node10'] : ['node10', 'node16-cjs'];
    const profile = DUAL.includes(name) ? 'node16' : 'esm-only';
    const options = ['--profile', profile, '--format', 'json'];
    const { code, stdout } = await command(dirname(tarball), process.execPath, [attw, tarball, ...options]);
    const problems = Object.values((JSON.parse(stdout) as Analysis).problems ?? {}).flat();
    expect(problems.filter(({ resolutionKind = '' }) => !unsupported.includes(resolutionKind))).toEqual([]);
    expect(code).toBe(0);
  });

  it.each(packed)('$name holds built code, its sources and its README, nothing of tests or builds', ({ files }) => {
    expect(files).toContain('README.md');
    const strange = /(^|\/)(tests?|scripts|coverage|node_modules|etc)\/|\.tsbuildinfo$|\.test\./;
    expect(files.filter((file) => strange.test(file))).toEqual([]);
  });

  it.each(packed)('$name holds nothing built from a source that is gone', ({ folder, files }) => {
    const built = files.filter((file) => /^dist\/.*\.js$/.test(file) && !JOINED.test(file));
    const sourceOf = (file: string) => file.replace(/^dist\/(esm\/|cjs\/|node\/)?/, 'src/').replace(/\.js$/, '.ts');
    expect(built.length).toBeGreaterThan(0);
    expect(built.filter((file) => !existsSync(join(folder, sourceOf(file))))).toEqual([]);
  });

  it.each(packed.filter(({ files }) => files.some((file) => JOINED.test(file))))(
    '$name says from which of its sources its joined files were made',
    ({ folder, files }) => {
      const maps = files.filter((file) => JOINED.test(file)).map((file) => join(folder, `${file}.map`));
      const sources = maps.flatMap((map) =>
        (JSON.parse(readFileSync(map, 'utf8')) as { sources: string[] }).sources.map((path) =>
          join(dirname(map), path),
        ),
      );
      expect(sources.length).toBeGreaterThan(maps.length);
      expect(sources.filter((path) => !path.startsWith(join(folder, 'src')) || !existsSync(path))).toEqual([]);
    },
  );
});
