import {
  emitAttributeDefinitions,
  emitAttributes,
  emitCatalogue,
  emitEcsPaths,
  emitEventNames,
  emitMetricDefinitions,
  emitMetrics,
  emitOcsfClasses,
} from './emit/emit-constants.ts';
import { emitEvents, emitEventTables } from './emit/emit-events.ts';
import type { Model } from './model/model-types.ts';

/** Every generated file of this package: path from the package's folder → content. */
export function generatedFiles(model: Model): Map<string, string> {
  const files = new Map([
    ['src/generated/catalogue.ts', emitCatalogue(model)],
    ['src/generated/attributes.ts', emitAttributes(model)],
    ['src/generated/attribute-definitions.ts', emitAttributeDefinitions(model)],
    ['src/generated/ecs-paths.ts', emitEcsPaths(model)],
    ['src/generated/ocsf-classes.ts', emitOcsfClasses(model)],
    ['src/generated/event-names.ts', emitEventNames(model)],
    ['src/generated/events.ts', emitEvents(model)],
    ['src/generated/metrics.ts', emitMetrics(model)],
    ['src/generated/metric-definitions.ts', emitMetricDefinitions(model)],
  ]);
  for (const [name, text] of emitEventTables(model)) files.set(`src/generated/events/${name}`, text);
  return files;
}
