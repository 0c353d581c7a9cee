// Builds Grafana Loki from modules of the Go module proxy that go.sum pins by hash. `node test/backends/loki/build.ts` makes it.
import { cpSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { go } from '../build-command.ts';
import { filesBelow, madeOnce } from '../made-once.ts';
import { prepare } from '../peer-unavailable.ts';

/** The newest that the module proxy has. */
export const LOKI_VERSION = 'v3.7.8';

const MODULE = fileURLToPath(new URL('module', import.meta.url));
const BINARY = process.platform === 'win32' ? 'loki.exe' : 'loki';

/** Path of Loki's binary; built when this machine has not built it before. A test tool under AGPL-3.0, never part of a package. */
export async function lokiBinary(): Promise<string> {
  const home = await madeOnce({
    name: `loki-${LOKI_VERSION}`,
    inputs: filesBelow(MODULE),
    announcement: `building Grafana Loki ${LOKI_VERSION} from the Go module proxy, five to eleven minutes`,
    make: async (folder) => {
      const work = join(folder, 'work');
      mkdirSync(work);
      cpSync(MODULE, work, { recursive: true });
      const options = ['-mod=readonly', '-trimpath', '-ldflags=-s -w', '-p', '2'];
      await go(['build', ...options, '-o', BINARY, 'github.com/grafana/loki/v3/cmd/loki'], work);
      renameSync(join(work, BINARY), join(folder, BINARY));
      rmSync(work, { recursive: true });
    },
  });
  return join(home, BINARY);
}

if (import.meta.main) await prepare(lokiBinary);
