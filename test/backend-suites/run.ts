// `npm run test:backends`: every suite against a real program with full counts, and nothing left out. Goes on after a failure, and
// prints which program took part. OTELSEAL_SCALE (default 20) multiplies the counts of `npm test`. `npm run test:backends -- Loki` runs one.
import { PEERS } from '../peers.ts';
import { stopWithUs } from '../stages/child-process.ts';
import { PeerTable, peerSuites } from '../stages/peer-suites.ts';
import { runStages } from '../stages/run-stages.ts';

process.env['OTELSEAL_SCALE'] ??= '20';

stopWithUs();
const asked = process.argv.slice(2);
const peers = PEERS.filter(({ name }) => asked.length === 0 || asked.includes(name));
const table = new PeerTable(peers);
const total = { passed: 0, failed: 0 };
for (const stage of peerSuites({ table, mustRun: true, peers, full: true })) {
  const { passed, failed } = await runStages([stage], console.log);
  total.passed += passed;
  total.failed += failed;
}
console.log(['', ...table.lines(), '', `${total.passed} passed, ${total.failed} failed`].join('\n'));
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
