import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type * as ExporterBase from '@opentelemetry/otlp-exporter-base/node-http';
import type * as Transformer from '@opentelemetry/otlp-transformer';

/*
 * OpenTelemetry's OTLP packages are some hundred files: more than everything else of a pipeline together. They are loaded when records
 * are encoded or sent for the first time, which a pipeline with the exporter of somebody else's SDK never does.
 */

const load = createRequire(import.meta.url);

/** The copy that `import` gives: a service that is made of ES modules has loaded it already. */
function imported(specifier: string): unknown {
  return load(fileURLToPath(import.meta.resolve(specifier)));
}

let base: typeof ExporterBase | undefined;
let transformer: typeof Transformer | undefined;

/** What the standard exporters send by. */
export function otlpExporterBase(): typeof ExporterBase {
  base ??= imported('@opentelemetry/otlp-exporter-base/node-http') as typeof ExporterBase;
  return base;
}

/** What the standard exporters encode by. */
export function otlpTransformer(): typeof Transformer {
  transformer ??= imported('@opentelemetry/otlp-transformer') as typeof Transformer;
  return transformer;
}
