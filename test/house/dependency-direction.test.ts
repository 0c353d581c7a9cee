import { describe, expect, it } from 'vitest';

import { type Import, importsOf, packageOf } from './imports-of.js';
import { manifest, packageNames, sourceFiles } from './tracked-files.js';

/** Who may know whom. What composes (`node`, `cli`) knows every room; nobody knows what composes. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'semantic-conventions': [],
  'security-events': ['semantic-conventions'],
  'log-processors': ['semantic-conventions'],
  detection: ['semantic-conventions'],
  'audit-integrity': [],
  instrumentation: ['semantic-conventions', 'security-events'],
  'signing-exporter': ['semantic-conventions', 'audit-integrity'],
  node: [
    'semantic-conventions',
    'security-events',
    'instrumentation',
    'log-processors',
    'detection',
    'audit-integrity',
    'signing-exporter',
  ],
  // `doctor` asks the application's own copy of `node`, if it has one
  cli: ['semantic-conventions', 'log-processors', 'detection', 'audit-integrity', 'signing-exporter', 'node'],
  operations: ['semantic-conventions'],
  testing: [
    'semantic-conventions',
    'security-events',
    'log-processors',
    'detection',
    'audit-integrity',
    'signing-exporter',
    'node',
    'cli',
  ],
};

const EDGE_SAFE = ['semantic-conventions', 'security-events'];
const COMPOSE = ['node', 'cli', 'testing'];

function importsOfPackage(name: string): Import[] {
  return sourceFiles()
    .filter((file) => file.startsWith(`packages/${name}/src/`))
    .flatMap(importsOf);
}

const told = ({ file, from }: Import) => `${file} imports ${from}`;

describe('the rooms of the house', () => {
  it('are all in the table of who may import whom', () => {
    expect(packageNames().sort()).toEqual(Object.keys(MAY_IMPORT).sort());
  });

  it.each(Object.entries(MAY_IMPORT))('%s imports only the rooms it may know', (name, allowed) => {
    const foreign = importsOfPackage(name).filter(({ from }) => {
      const room = /^@otelseal\/([^/]+)/.exec(from)?.[1];
      return room !== undefined && room !== name && !allowed.includes(room);
    });
    expect(foreign.map(told)).toEqual([]);
  });

  it.each(Object.keys(MAY_IMPORT))('%s declares every package that it needs at run time', (name) => {
    const { dependencies = {}, peerDependencies = {} } = manifest(name);
    const undeclared = importsOfPackage(name).filter(({ from, typeOnly }) => {
      const needed = packageOf(from);
      return (
        needed !== undefined &&
        needed !== `@otelseal/${name}` &&
        !typeOnly &&
        !(needed in dependencies || needed in peerDependencies)
      );
    });
    expect(undeclared.map(told)).toEqual([]);
  });

  it.each(Object.keys(MAY_IMPORT).filter((name) => !COMPOSE.includes(name)))(
    '%s knows types of the OpenTelemetry SDK at most',
    (name) => {
      const atRunTime = importsOfPackage(name).filter(
        ({ from, typeOnly }) => !typeOnly && /^@opentelemetry\/(sdk-|resources$|core$|configuration$)/.test(from),
      );
      expect(atRunTime.map(told)).toEqual([]);
    },
  );

  it('imports no test tools into published code', () => {
    const published = packageNames().filter((name) => !manifest(name).private);
    const testing = published
      .flatMap(importsOfPackage)
      .filter(({ from }) => /^(vitest|fast-check|@otelseal\/testing)/.test(from));
    expect(testing.map(told)).toEqual([]);
  });
});

describe('an edge-safe package', () => {
  it.each(EDGE_SAFE)('%s imports nothing that only Node has', (name) => {
    expect(
      importsOfPackage(name)
        .filter(({ from }) => from.startsWith('node:'))
        .map(told),
    ).toEqual([]);
  });
});

describe('audit-integrity', () => {
  it('depends on nothing but Node', () => {
    expect(manifest('audit-integrity').dependencies ?? {}).toEqual({});
    expect(manifest('audit-integrity').peerDependencies ?? {}).toEqual({});
    expect(
      importsOfPackage('audit-integrity')
        .filter(({ from }) => !from.startsWith('.') && !from.startsWith('node:'))
        .map(told),
    ).toEqual([]);
  });
});
