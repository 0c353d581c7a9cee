import { JsonLogsSerializer } from '@opentelemetry/otlp-transformer';

import type { Bench } from './figure.ts';
import { pipelineFigures } from './pipeline-figures.ts';

export default (() =>
  pipelineFigures('JSON', (records) => JsonLogsSerializer.serializeRequest(records))) satisfies Bench;
