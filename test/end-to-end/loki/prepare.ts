import { alertmanagerProgram } from '../../backends/alertmanager/alertmanager.ts';
import { lokiBinary } from '../../backends/loki/build.ts';
import { collectorBinary } from '../../backends/otelcol/build.ts';
import { prepare } from '../../backends/peer-unavailable.ts';

await prepare(async () => {
  await lokiBinary();
  alertmanagerProgram();
  await collectorBinary('v0.155');
  await collectorBinary('v0.165');
});
