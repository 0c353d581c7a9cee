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
import { emitEventIndex, emitEventPages } from './emit/emit-event-pages.ts';
import { emitEvents, emitEventTables } from './emit/emit-events.ts';
import { emitAttributePage, emitMetricPage } from './emit/emit-reference-pages.ts';
import { emitRegistry } from './emit/emit-registry.ts';
import { emitSchemaFile } from './emit/emit-schema-file.ts';
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
    ['docs/events.md', emitEventIndex(model)],
    ['docs/attributes.md', emitAttributePage(model)],
    ['docs/metrics.md', emitMetricPage(model)],
    [`schemas/${model.version}`, emitSchemaFile(model)],
  ]);
  for (const [name, text] of emitEventTables(model)) files.set(`src/generated/events/${name}`, text);
  for (const [name, text] of emitEventPages(model)) files.set(`docs/events/${name}`, text);
  for (const [name, text] of emitRegistry(model)) files.set(`registry/${name}`, text);
  return files;
}
