import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { go, reasonOfPackageIndex, run } from '../../backends/build-command.ts';
import { filesBelow, madeOnce } from '../../backends/made-once.ts';
import { PeerUnavailable } from '../../backends/peer-unavailable.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const PINNED_FOR = 'linux-x64';

/** How to run an application: a command, and the variables that it needs beside OpenTelemetry's. */
export interface Application {
  readonly language: string;
  readonly command: readonly [string, ...string[]];
  readonly variables: Readonly<Record<string, string>>;
}

/** The same application in three languages, each with OpenTelemetry's own SDK. @throws {PeerUnavailable} */
export async function applications(): Promise<readonly Application[]> {
  return [await python(), await goApplication(), node()];
}

async function python(): Promise<Application> {
  if (`${process.platform}-${process.arch}` !== PINNED_FOR) {
    throw new PeerUnavailable(`the Python packages are pinned for ${PINNED_FOR}`);
  }
  const folder = join(HERE, 'python');
  const home = await madeOnce({
    name: 'opentelemetry-python',
    inputs: [...filesBelow(folder)],
    announcement: "fetching OpenTelemetry's Python SDK from the Python package index, 2 MB",
    make: (target) => installPython(join(folder, 'requirements.txt'), target),
  });
  return {
    language: 'python',
    command: ['python3', join(folder, 'application.py')],
    variables: { PYTHONPATH: home, PYTHONDONTWRITEBYTECODE: '1' },
  };
}

async function installPython(requirements: string, target: string): Promise<void> {
  const options = ['--quiet', '--require-hashes', '--no-deps', '--only-binary', ':all:', '--no-compile'];
  try {
    await run('python3', ['-m', 'pip', 'install', ...options, '--target', target, '-r', requirements], target);
  } catch (cause) {
    throw new PeerUnavailable(reasonOfPackageIndex((cause as Error).message), { cause });
  }
}

async function goApplication(): Promise<Application> {
  const folder = join(HERE, 'go');
  const home = await madeOnce({
    name: 'opentelemetry-go',
    inputs: [...filesBelow(folder)],
    announcement: "building an application with OpenTelemetry's Go SDK from the Go module proxy, a minute",
    make: (target) => buildGo(folder, target),
  });
  return { language: 'go', command: [join(home, 'application')], variables: {} };
}

async function buildGo(folder: string, target: string): Promise<void> {
  const work = join(target, 'work');
  mkdirSync(work);
  for (const name of readdirSync(folder)) copyFileSync(join(folder, name), join(work, name));
  await go(['build', '-mod=readonly', '-trimpath', '-o', join(target, 'application'), '.'], work);
}

function node(): Application {
  const script = fileURLToPath(new URL('./node-application.ts', import.meta.url));
  return { language: 'node', command: [process.execPath, script], variables: {} };
}
