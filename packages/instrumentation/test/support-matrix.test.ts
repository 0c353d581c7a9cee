import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { LIBRARIES, OLDEST_LIBRARIES } from '../../../test/packaging/libraries.js';
import { SUPPORTED_LIBRARIES } from '../scripts/support-matrix.js';
import { INSTRUMENTATION_REGISTRY, type InstrumentationName } from '../src/instrumentation-registry.js';
import { isInRange } from '../src/when-loaded/is-in-range.js';

interface Made {
  disable(): void;
  getModuleDefinitions(): { readonly name: string; readonly supportedVersions: readonly string[] }[];
}

const made: Made[] = [];
afterAll(() => {
  for (const instrumentation of made) instrumentation.disable();
});
const { peerDependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  peerDependencies: Readonly<Record<string, string>>;
};
const ranges = SUPPORTED_LIBRARIES.map(
  ({ name, package: npmName = name, versions }) => [name, npmName, versions] as const,
);

describe('the versions of a library that the support matrix promises', () => {
  it('are promised for every peer but OpenTelemetry, once', () => {
    const peers = Object.keys(peerDependencies).filter(
      (name) => name !== '@opentelemetry/api' && name !== '@nestjs/common',
    );
    expect(ranges.map(([, npmName]) => npmName).sort()).toEqual(peers.sort());
  });

  it('are looked at when a library is loaded and never by npm, which would refuse to install beside any other', () => {
    const { '@opentelemetry/api': _, ...libraries } = peerDependencies;
    expect(new Set(Object.values(libraries))).toEqual(new Set(['*']));
  });

  it.each(ranges)('%s: are those that its instrumentation patches', (name, npmName, versions) => {
    const create = INSTRUMENTATION_REGISTRY[name as InstrumentationName] as ((config: object) => unknown) | undefined;
    if (create === undefined) return expect(name).toBe('prisma'); // which is handed over, not hooked
    const instrumentation = create({}) as Made;
    made.push(instrumentation);
    const definitions = instrumentation.getModuleDefinitions().filter((definition) => definition.name === npmName);
    const patched = definitions.flatMap(({ supportedVersions }) => supportedVersions);
    expect(patched.filter((range) => range !== versions)).toEqual(name === 'pino' ? ['<10', '>=11'] : []); // those are told of
  });

  it.each(ranges)('%s: begin with the oldest one that the packaging tests run', (_, npmName, versions) => {
    expect(versions.split(' ')[0]).toBe(`>=${OLDEST_LIBRARIES[npmName]}`);
  });

  it.each(ranges)('%s: reach to the major of the newest one that they run, and no further', (_, npmName, versions) => {
    const newest = LIBRARIES[npmName] ?? '';
    expect(isInRange(newest, versions)).toBe(true);
    const [major = 0, minor = 0] = newest.split('.').map(Number);
    const above = versions.split(' ')[1];
    expect([`<${major + 1}`, `<0.${minor + 1}.0`]).toContain(above);
  });
});
