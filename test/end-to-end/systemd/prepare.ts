import { run } from '../../backends/build-command.ts';
import { PeerUnavailable, prepare } from '../../backends/peer-unavailable.ts';

await prepare(async () => {
  try {
    await run('systemd-analyze', ['--version'], '.');
  } catch (cause) {
    throw new PeerUnavailable('needs systemd-analyze: apt-get install systemd', { cause });
  }
});
