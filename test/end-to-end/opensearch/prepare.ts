import { opensearchHome } from '../../backends/opensearch/build.ts';
import { collectorBinary } from '../../backends/otelcol/build.ts';
import { prepare } from '../../backends/peer-unavailable.ts';

await prepare(async () => {
  await opensearchHome();
  await collectorBinary('v0.155');
  await collectorBinary('v0.165');
});
