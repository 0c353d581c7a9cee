import { run } from '../../backends/build-command.ts';
import { PeerUnavailable, prepare } from '../../backends/peer-unavailable.ts';

await prepare(async () => {
  try {
    await run('promtool', ['--version'], '.');
  } catch (cause) {
    throw new PeerUnavailable('needs promtool: apt-get install prometheus', { cause });
  }
});
