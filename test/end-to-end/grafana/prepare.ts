import { chromiumProgram } from '../../backends/chromium/chromium.ts';
import { elasticsearchHome } from '../../backends/elasticsearch/build.ts';
import { lokiBinary } from '../../backends/loki/build.ts';
import { collectorBinary } from '../../backends/otelcol/build.ts';
import { PeerUnavailable, prepare } from '../../backends/peer-unavailable.ts';

await prepare(async () => {
  if (process.env['GRAFANA_URL'] === undefined) {
    throw new PeerUnavailable('not in a package registry; GRAFANA_URL may name one that is running on this machine');
  }
  chromiumProgram();
  await lokiBinary();
  await elasticsearchHome();
  await collectorBinary('v0.155');
  await collectorBinary('v0.120');
});
