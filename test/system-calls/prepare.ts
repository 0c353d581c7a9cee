// strace cannot be had from npm or the Go proxy: it is there and may trace, or the table says why it did not run.
import { spawnSync } from 'node:child_process';

import { PeerUnavailable, prepare } from '../backends/peer-unavailable.ts';

await prepare(async () => {
  const { status, stderr, error } = spawnSync('strace', ['-o', '/dev/null', 'true'], { encoding: 'utf8' });
  if (error !== undefined) throw new PeerUnavailable(`needs strace: ${error.message}`);
  if (status !== 0) throw new PeerUnavailable(`strace may not trace here: ${stderr.trim().split('\n').at(-1)}`);
});
