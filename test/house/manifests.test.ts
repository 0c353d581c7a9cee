import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { type Manifest, manifest, packageNames, ROOT, read } from './tracked-files.js';

const published = packageNames().filter((name) => !manifest(name).private);
const root = JSON.parse(read('package.json')) as Manifest & { scripts: Record<string, string> };

describe('a published package', () => {
  it.each(published)('%s has the version, licence and engines of the house', (name) => {
    const { version, license, engines } = manifest(name);
    const lerna = JSON.parse(read('lerna.json')) as { version: string };
    expect({ version, license, engines }).toEqual({
      version: lerna.version,
      license: 'Apache-2.0',
      engines: { node: '>=22.15' },
    });
  });

  it.each(published)('%s depends on other rooms at exactly their version', (name) => {
    const rooms = Object.entries(manifest(name).dependencies ?? {}).filter(([dependency]) =>
      dependency.startsWith('@otelseal/'),
    );
    expect(rooms.filter(([, range]) => range !== manifest(name).version)).toEqual([]);
  });

  it.each(published)('%s can be resolved by require as well as by import', (name) => {
    const entries = Object.entries(manifest(name).exports ?? {}).filter(([, entry]) => typeof entry === 'object');
    expect(entries.length).toBeGreaterThan(0);
    const conditions = (entry: unknown) => Object.keys(entry as object);
    expect(
      entries.filter(([, entry]) => !['default', 'require'].some((condition) => conditions(entry).includes(condition))),
    ).toEqual([]);
  });

  it.each(published)('%s says in its README why it needs each package that is not ours', (name) => {
    const foreign = Object.keys(manifest(name).dependencies ?? {}).filter(
      (dependency) => !dependency.startsWith('@otelseal/'),
    );
    const readme = existsSync(join(ROOT, `packages/${name}/README.md`)) ? read(`packages/${name}/README.md`) : '';
    expect(readme).toContain(`@otelseal/${name}`);
    expect(foreign.filter((dependency) => !readme.includes(dependency))).toEqual([]);
  });
});

describe('the root manifest', () => {
  it('pins every tool to one version', () => {
    expect(
      Object.entries(root.devDependencies ?? {}).filter(([, range]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(range)),
    ).toEqual([]);
  });

  it('has the two commands of the README, and the rest that contributors are told of', () => {
    expect(Object.keys(root.scripts).sort()).toEqual([
      'backends',
      'bench',
      'build',
      'canary',
      'generate',
      'lint',
      'start',
      'test',
      'test:backends',
      'test:long',
      'test:mutation',
    ]);
  });
});
