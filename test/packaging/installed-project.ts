import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

import { BESIDE_LIBRARIES, BESIDE_OLDEST_LIBRARIES, LIBRARIES, OLDEST_LIBRARIES } from './libraries.ts';
import { install, npm, npmInstall } from './npm.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A published package, packed as npm would upload it. */
export interface Packed {
  readonly name: string;
  readonly folder: string;
  readonly tarball: string;
  readonly files: readonly string[];
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly packed: readonly Packed[];
    /** An otherwise empty project into which the tarballs, and the OpenTelemetry packages their users have, were installed. */
    readonly project: string;
    /** A project on the last SDK 2.x and API 1.9, with a framework and a logger, into which the tarballs were installed afterwards. */
    readonly projectOnLastSdk2: string;
    /**
     * The same with auto-instrumentations, of which npm installs one copy of OpenTelemetry's instrumentation for all, and the newest version of
     * each library; in its folder `oldest` are the oldest versions that are promised to work.
     */
    readonly projectWithLibraries: string;
  }
}

/** The first of the SDKs 3.x that are promised to work, under a name of its own. */
const FIRST_SDK_3 = { 'sdk-logs-3.0': 'npm:@opentelemetry/sdk-logs@3.0.0' };

/** What somebody runs who has not gone over to SDK 3 yet: its own range of the API ends before the one that SDK 3 needs. */
const LAST_SDK_2 = {
  '@opentelemetry/api': '^1.9.1',
  '@opentelemetry/api-logs': '0.223.0',
  '@opentelemetry/sdk-node': '0.223.0',
  express: LIBRARIES['express'],
  pino: LIBRARIES['pino'],
};

/** Packs and installs once for all packaging tests. */
export default async function setup({ provide }: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'otelseal-packaging-'));
  const packed = await pack(folder);
  const project = join(folder, 'project');
  const projectOnLastSdk2 = join(folder, 'last-sdk-2');
  await installInto(project, packed, FIRST_SDK_3);
  await install(projectOnLastSdk2, LAST_SDK_2);
  await npmInstall(
    projectOnLastSdk2,
    packed.map(({ tarball }) => tarball),
  );
  const projectWithLibraries = join(folder, 'libraries');
  await installInto(projectWithLibraries, packed, { ...BESIDE_LIBRARIES, ...LIBRARIES });
  await install(join(projectWithLibraries, 'oldest'), { ...BESIDE_OLDEST_LIBRARIES, ...OLDEST_LIBRARIES });
  provide('packed', packed);
  provide('project', project);
  provide('projectOnLastSdk2', projectOnLastSdk2);
  provide('projectWithLibraries', projectWithLibraries);
  return () => rmSync(folder, { recursive: true, force: true });
}

async function pack(destination: string): Promise<Packed[]> {
  const folders = readdirSync(join(ROOT, 'packages'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(ROOT, 'packages', name))
    .filter(
      (folder) => !(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { private?: boolean }).private,
    );
  const { stdout } = await npm(ROOT, [
    'pack',
    '--json',
    '--ignore-scripts',
    '--pack-destination',
    destination,
    ...folders,
  ]);
  const reports = Object.values(
    JSON.parse(stdout) as Record<string, { name: string; filename: string; files: { path: string }[] }>,
  );
  return reports.map(({ name, filename, files }) => ({
    name,
    folder: folders.find((folder) => `@otelseal/${folder.split('/').at(-1)}` === name) ?? '',
    tarball: join(destination, filename),
    files: files.map(({ path }) => path),
  }));
}

async function installInto(
  project: string,
  packed: readonly Packed[],
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  const telemetry = ['api', 'sdk-logs', 'sdk-node', 'resources', 'exporter-logs-otlp-http', 'otlp-transformer'].map(
    (name) => `@opentelemetry/${name}`,
  );
  const dependencies = {
    ...Object.fromEntries(packed.map(({ name, tarball }) => [name, `file:${tarball}`])),
    ...Object.fromEntries(telemetry.map((name) => [name, devDependencies[name]])),
    ...more,
  };
  await install(project, dependencies);
}
