import { PeerUnavailable, prepare } from '../../../../test/backends/peer-unavailable.ts';
import { postgresProgram } from './postgres-server.ts';

await prepare(async () => {
  if (postgresProgram('postgres') === undefined)
    throw new PeerUnavailable('needs PostgreSQL: apt-get install postgresql');
});
