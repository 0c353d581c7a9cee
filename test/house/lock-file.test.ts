import { describe, expect, it } from 'vitest';

import { read } from './tracked-files.js';

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly optional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const packages = (JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> }).packages;
const fetched = Object.entries(packages).filter(([path, { link }]) => path.includes('node_modules/') && !link);

describe('the lock file', () => {
  it('takes every package from the public registry', () => {
    expect(
      fetched.filter(([, { resolved }]) => !resolved?.startsWith('https://registry.npmjs.org/')).map(([path]) => path),
    ).toEqual([]);
  });

  it('holds the hash of everything but binaries for platforms that the lock file was not made on', () => {
    expect(
      fetched
        .filter(([, { integrity, optional }]) => !optional && !integrity?.startsWith('sha512-'))
        .map(([path]) => path),
    ).toEqual([]);
  });

  it('names every optional package, without which `npm ci` of npm 11 refuses it where a registry lacks one', () => {
    const absent = fetched.flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !seenFrom(path, name))
        .map((name) => `${path} → ${name}`),
    );
    expect(absent).toEqual([]);
  });
});

/** Whether Node would find the package from there: in its own node_modules or in one further up. */
function seenFrom(path: string, name: string): boolean {
  const folders = path.split('/node_modules/');
  return (
    folders.some(
      (_, depth) =>
        `${folders.slice(0, folders.length - depth).join('/node_modules/')}/node_modules/${name}` in packages,
    ) || `node_modules/${name}` in packages
  );
}
