import { readFileSync } from 'node:fs';
import { SUPPORTED_LIBRARIES } from '../../packages/instrumentation/scripts/support-matrix.ts';
import { PUBLISHED } from '../../packages/node/test/attach/sdks/published.ts';
import { LIBRARIES } from '../packaging/libraries.ts';
import type { PromisedPackage } from './newer-versions.ts';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** Everything of others whose versions are promised, with what the tests run of it. */
export function promisedPackages(): PromisedPackage[] {
  const { dependencies = {} } = manifest('../../packages/node/package.json');
  const { devDependencies = {} } = manifest('../../package.json');
  const sdks = ['sdk-logs', 'sdk-node'].map((name) => ({
    name: `@opentelemetry/${name}`,
    range: dependencies[`@opentelemetry/${name}`] ?? '',
    run: PUBLISHED.flatMap(({ sdk, version }) => (sdk.includes(name) ? [version] : [])),
  }));
  const libraries = SUPPORTED_LIBRARIES.map(({ name, package: npmName = name, versions }) => ({
    name: npmName,
    range: versions,
    run: [LIBRARIES[npmName] ?? ''],
  }));
  const api = { name: '@opentelemetry/api', range: '>=1.10.0 <2', run: [devDependencies['@opentelemetry/api'] ?? ''] };
  return [api, ...sdks, ...libraries];
}

function manifest(path: string): Manifest {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as Manifest;
}
