// Puts a Keycloak together from its distribution on Maven Central. `node test/backends/keycloak/build.ts` makes it.
import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { run } from '../build-command.ts';
import { fetchJars, type PinnedJars } from '../java/maven-jars.ts';
import { javaRuntime } from '../java/runtime.ts';
import { madeOnce } from '../made-once.ts';
import { PeerUnavailable, prepare } from '../peer-unavailable.ts';

const KEYCLOAK_VERSION = '26.7.3';
const ARCHIVE = `keycloak-quarkus-dist-${KEYCLOAK_VERSION}.zip`;
const DISTRIBUTION: PinnedJars = {
  [`org/keycloak/keycloak-quarkus-dist/${KEYCLOAK_VERSION}/${ARCHIVE}`]:
    '27a6535553c3cdcd083872ba40629efafb3475e3b758e0c6f691395561dd0f1f',
};
/** What Keycloak compiles into itself: a database in memory, and its own OTLP export of logs. */
const BUILD_OPTIONS = [
  '--db=dev-mem',
  '--features=opentelemetry-logs',
  '--telemetry-logs-enabled=true',
  '--health-enabled=true',
];

/** The folder of a Keycloak that can be started as it is. Apache-2.0; a test tool, never part of a package. */
export async function keycloakHome(): Promise<string> {
  if (process.platform === 'win32') throw new PeerUnavailable('Keycloak is started by its shell script');
  const java = await javaRuntime();
  const home = await madeOnce({
    name: `keycloak-${KEYCLOAK_VERSION}`,
    inputs: [JSON.stringify([DISTRIBUTION, BUILD_OPTIONS])],
    announcement: `fetching Keycloak ${KEYCLOAK_VERSION} from Maven Central, 177 MB, and building it, a minute or two`,
    make: (folder) => build(folder, java),
  });
  return join(home, `keycloak-${KEYCLOAK_VERSION}`);
}

async function build(folder: string, java: string): Promise<void> {
  await fetchJars(DISTRIBUTION, folder);
  await run('python3', ['-m', 'zipfile', '-e', ARCHIVE, '.'], folder);
  rmSync(join(folder, ARCHIVE));
  const script = join(folder, `keycloak-${KEYCLOAK_VERSION}`, 'bin', 'kc.sh');
  await run('env', [`JAVA=${java}`, 'sh', script, 'build', ...BUILD_OPTIONS], folder);
}

if (import.meta.main) await prepare(keycloakHome);
