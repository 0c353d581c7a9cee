import { JsonLogsSerializer } from '@opentelemetry/otlp-transformer';

import { jsonCodec } from '../../packages/signing-exporter/dist/otlp/json-codec.js';
import type { Bench } from './figure.ts';
import { pipelineFigures } from './pipeline-figures.ts';

export default (() =>
  pipelineFigures({
    name: 'JSON',
    serialise: (records) => JsonLogsSerializer.serializeRequest(records),
    codec: jsonCodec(),
  })) satisfies Bench;
