import { mkdirSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { run } from '../build-command.ts';
import { fetchJars, type PinnedJars } from './maven-jars.ts';
import { javaRuntime } from './runtime.ts';

/** The compiler of Eclipse: the runtime that is fetched has none. */
export const COMPILER: PinnedJars = {
  'org/eclipse/jdt/ecj/3.41.0/ecj-3.41.0.jar': '47bda183cd94a8bdb704f5b35690224f75b7d2fb563c8b8f9bbcfab987c3029b',
};
const COMPILER_JAR = 'ecj-3.41.0.jar';

/**
 * Compiles one Java source into a folder of classes, which is made.
 * @param jarFolders folders whose jars it is compiled against
 * @param work where the compiler is kept meanwhile
 */
export async function compileJava(
  source: string,
  jarFolders: readonly string[],
  classes: string,
  work: string,
): Promise<void> {
  mkdirSync(classes, { recursive: true });
  await fetchJars(COMPILER, work);
  const classPath = jarFolders
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((path) => path.endsWith('.jar'))
    .join(delimiter);
  const compiler = ['-jar', join(work, COMPILER_JAR), '-17', '-proc:none', '-nowarn', '-cp', classPath];
  await run(await javaRuntime(), [...compiler, '-d', classes, source], work);
}
