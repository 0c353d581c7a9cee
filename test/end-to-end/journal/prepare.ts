import { collectorBinary } from '../../backends/otelcol/build.ts';
import { prepare } from '../../backends/peer-unavailable.ts';
import { requireJournal } from './made-journal.ts';

await prepare(async () => {
  await requireJournal();
  return collectorBinary('v0.165-logs');
});
