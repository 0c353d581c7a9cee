// Python cannot be had from npm or the Go proxy: it is there, or the table says why the second verifier did not run.
import { spawnSync } from 'node:child_process';

import { PeerUnavailable, prepare } from '../backends/peer-unavailable.ts';

const OLDEST_MINOR = 11;

await prepare(async () => {
  const { stdout } = spawnSync('python3', ['--version'], { encoding: 'utf8' });
  const minor = Number(/^Python 3\.(\d+)/.exec(stdout ?? '')?.[1] ?? 0);
  if (minor >= OLDEST_MINOR) return;
  throw new PeerUnavailable(`needs Python 3.${OLDEST_MINOR} or newer as python3, found ${stdout?.trim() || 'none'}`);
});
