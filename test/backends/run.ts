// `npm run backends`: every real store on this machine as the documentation sets it up, each with a collector before it and the shop feeding
// it, for somebody to look at; Loki with its ruler and Alertmanager. `npm run backends -- --loki` (`--elasticsearch`, `--opensearch`) starts
// only those that are named. Ctrl-C stops all.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const SHOW = fileURLToPath(new URL('to-look-at/show.ts', import.meta.url));

// A terminal sends Ctrl-C to all processes of its group at once. In a group of their own they are stopped in order: the shop has delivered
// what it holds before its store goes.
const ownGroup = process.platform !== 'win32';
const shown = spawn(process.execPath, [SHOW, ...process.argv.slice(2)], {
  detached: ownGroup,
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => shown.kill('SIGTERM'));
const [code] = (await once(shown, 'close')) as [number | null];
if (ownGroup && shown.pid !== undefined) endGroup(shown.pid);
process.exitCode = code ?? 1;

/** What was being built or started when the end came. */
function endGroup(id: number): void {
  try {
    process.kill(-id, 'SIGKILL');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause; // nothing is left of it, which is what we want
  }
}
