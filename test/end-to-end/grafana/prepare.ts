import { lokiBinary } from '../../backends/loki/build.ts';
import { collectorBinary } from '../../backends/otelcol/build.ts';
import { PeerUnavailable, prepare } from '../../backends/peer-unavailable.ts';
import { browserProgram } from './browser.ts';

await prepare(async () => {
  if (process.env['GRAFANA_URL'] === undefined) {
    throw new PeerUnavailable('not in a package registry; GRAFANA_URL may name one that is running on this machine');
  }
  browserProgram();
  await lokiBinary();
  await collectorBinary('v0.155');
});
