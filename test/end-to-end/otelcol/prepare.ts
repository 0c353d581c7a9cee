import { COLLECTOR_VERSIONS, collectorBinary } from '../../backends/otelcol/build.ts';
import { prepare } from '../../backends/peer-unavailable.ts';

await prepare(async () => {
  for (const version of COLLECTOR_VERSIONS) await collectorBinary(version);
});
