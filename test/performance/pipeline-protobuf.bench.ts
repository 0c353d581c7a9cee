import { ProtobufLogsSerializer } from '@opentelemetry/otlp-transformer';

import { protobufCodec } from '../../packages/signing-exporter/dist/otlp/protobuf-codec.js';
import type { Bench } from './figure.ts';
import { pipelineFigures } from './pipeline-figures.ts';

export default (() =>
  pipelineFigures({
    name: 'protobuf',
    serialise: (records) => ProtobufLogsSerializer.serializeRequest(records),
    codec: protobufCodec(),
  })) satisfies Bench;
