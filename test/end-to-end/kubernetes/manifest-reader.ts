import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { go } from '../../backends/build-command.ts';
import { filesBelow, madeOnce } from '../../backends/made-once.ts';

const SOURCE = fileURLToPath(new URL('go', import.meta.url));

/** Path of a program that reads manifests strictly into the types of the Kubernetes API, v1.34. @throws {PeerUnavailable} */
export async function manifestReader(): Promise<string> {
  const home = await madeOnce({
    name: 'kubernetes-types',
    inputs: [...filesBelow(SOURCE)],
    announcement:
      'building a reader of manifests with the types of the Kubernetes API from the Go module proxy, a minute',
    make: build,
  });
  return join(home, 'reader');
}

async function build(folder: string): Promise<void> {
  const work = join(folder, 'work');
  mkdirSync(work);
  for (const name of readdirSync(SOURCE)) copyFileSync(join(SOURCE, name), join(work, name));
  await go(['build', '-mod=readonly', '-trimpath', '-o', join(folder, 'reader'), '.'], work);
}
