import { elasticsearchHome } from '../../backends/elasticsearch/build.ts';
import { collectorBinary } from '../../backends/otelcol/build.ts';
import { prepare } from '../../backends/peer-unavailable.ts';

await prepare(async () => {
  await elasticsearchHome();
  await collectorBinary('v0.120');
  await collectorBinary('v0.155');
  await collectorBinary('v0.165');
});
