import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

import { npmCli } from '../../bootstrap.mjs';
import { command } from './command.ts';
import { BESIDE_LIBRARIES, BESIDE_OLDEST_LIBRARIES, LIBRARIES, OLDEST_LIBRARIES } from './libraries.ts';

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
    /** The same with the older SDKs that are promised to work, under names of their own. */
    readonly projectWithOlderSdks: string;
    /**
     * The same with auto-instrumentations, of which npm installs one copy of OpenTelemetry's instrumentation for all, and the newest version of
     * each library; in its folder `oldest` are the oldest versions that are promised to work.
     */
    readonly projectWithLibraries: string;
  }
}

const OLDER_SDKS = {
  'sdk-logs-3.0': 'npm:@opentelemetry/sdk-logs@3.0.0',
  'sdk-logs-0.223': 'npm:@opentelemetry/sdk-logs@0.223.1',
  '@opentelemetry/api-logs': '0.223.1',
};

/** Packs and installs once for all packaging tests. */
export default async function setup({ provide }: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'otelseal-packaging-'));
  const packed = await pack(folder);
  const project = join(folder, 'project');
  const projectWithOlderSdks = join(folder, 'older-sdks');
  await installInto(project, packed);
  await installInto(projectWithOlderSdks, packed, OLDER_SDKS, ['--legacy-peer-deps']); // SDK 0.223 demands API < 1.10
  const projectWithLibraries = join(folder, 'libraries');
  await installInto(projectWithLibraries, packed, { ...BESIDE_LIBRARIES, ...LIBRARIES });
  await install(join(projectWithLibraries, 'oldest'), { ...BESIDE_OLDEST_LIBRARIES, ...OLDEST_LIBRARIES });
  provide('packed', packed);
  provide('project', project);
  provide('projectWithOlderSdks', projectWithOlderSdks);
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
  flags: readonly string[] = [],
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
  await install(project, dependencies, flags);
}

async function install(
  project: string,
  dependencies: Readonly<Record<string, string | undefined>>,
  flags: readonly string[] = [],
): Promise<void> {
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, dependencies }));
  await npm(project, [
    'install',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--no-package-lock',
    ...flags,
  ]);
}

/** Some six hundred packages, with an empty cache, on a busy machine. */
const NPM_MOST_MS = 900_000;

async function npm(folder: string, args: readonly string[]) {
  const cli = npmCli();
  if (cli === undefined) throw new Error('npm was not found');
  const answer = await command(folder, process.execPath, [cli, ...args], {}, NPM_MOST_MS);
  if (answer.code !== 0) throw new Error(`npm ${args[0]} failed in ${folder}:\n${answer.stdout}${answer.stderr}`);
  return answer;
}
