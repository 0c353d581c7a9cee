import { ProtobufLogsSerializer } from '@opentelemetry/otlp-transformer';

import type { Bench } from './figure.ts';
import { pipelineFigures } from './pipeline-figures.ts';

export default (() =>
  pipelineFigures('protobuf', (records) => ProtobufLogsSerializer.serializeRequest(records))) satisfies Bench;
