import { cpSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { npmCleanInstall } from '../../../../bootstrap.mjs';
import { madeOnce } from '../../../../test/backends/made-once.js';

/** The folder with the published SDKs of a generation, as its lock file pins them; installed once on a machine. */
export function installedSdks(generation: '2.x' | '3.x'): Promise<string> {
  const pinned = fileURLToPath(new URL(`sdks/${generation}/`, import.meta.url));
  const name = `opentelemetry-sdks-${generation}`;
  return madeOnce({
    name,
    inputs: ['package.json', 'package-lock.json'].map((file) => readFileSync(`${pinned}${file}`, 'utf8')),
    announcement: `installing the published OpenTelemetry SDKs ${generation} from npm`,
    async make(folder) {
      cpSync(pinned, folder, { recursive: true });
      await npmCleanInstall(process.execPath, folder, name);
    },
  });
}
