import { collectorBinary } from '../../backends/otelcol/build.ts';
import { prepare } from '../../backends/peer-unavailable.ts';

await prepare(() => collectorBinary('v0.165-logs'));
