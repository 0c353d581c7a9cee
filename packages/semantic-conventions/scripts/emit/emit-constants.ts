import type { Model } from '../model/model-types.ts';
import { constantName, docLine, GENERATED, literal, propertyName, quoted } from './typescript-text.ts';

export function emitCatalogue(model: Model): string {
  return `${GENERATED}
/** Version of the vocabulary, written into records as \`audit.schema.version\`. @stable */
export const CATALOGUE_VERSION = ${quoted(model.version)};
/** Schema URL of this version, for loggers, meters and resources. @stable */
export const SCHEMA_URL = ${quoted(model.schemaUrl)};
/** First part of every event and attribute name that is ours. @stable */
export const SECURITY_NAMESPACE = ${quoted(model.namespace)};
/** Attributes that every catalogued event has, beside its own. @experimental */
export const COMMON_REQUIRED_ATTRIBUTES: readonly string[] = ${literal(model.commonRequired)};
/** Attributes that every catalogued event should have, beside its own. @experimental */
export const COMMON_RECOMMENDED_ATTRIBUTES: readonly string[] = ${literal(model.commonRecommended)};
`;
}

export function emitAttributes(model: Model): string {
  const constants = [...model.attributes.values()].map(
    ({ name, brief }) => `${docLine(brief)}export const ${constantName('ATTR', name)} = ${quoted(name)};\n`,
  );
  return `${GENERATED}\n${constants.join('')}`;
}

export function emitAttributeDefinitions(model: Model): string {
  const entries = [...model.attributes.values()].map(
    ({ name, type, brief, sensitivity, origin, enum: values }) =>
      `  ${propertyName(name)}: ${literal({ type, brief, sensitivity, origin, values: values.length > 0 ? values : undefined })},\n`,
  );
  return `${GENERATED}import type { AttributeDefinition } from '../attribute-definition.js';

/** Every attribute of the vocabulary, by name. The object has no prototype. @experimental */
export const ATTRIBUTES: Readonly<Record<string, AttributeDefinition>> = {
  __proto__: null as never,
${entries.join('')}};
`;
}

export function emitEventNames(model: Model): string {
  const constants = model.events.map(
    ({ name, brief }) => `${docLine(brief)}export const ${constantName('EVENT', name)} = ${quoted(name)};\n`,
  );
  const records = model.controlRecords.map(
    ({ name, brief }) => `${docLine(brief)}export const ${constantName('EVENT', name)} = ${quoted(name)};\n`,
  );
  return `${GENERATED}
${constants.join('')}
${records.join('')}
/** Names of the records that the sealing itself writes. @experimental */
export const CONTROL_EVENT_NAMES: readonly string[] = ${literal(model.controlRecords.map(({ name }) => name))};

/** Every event name of the catalogue. @experimental */
export type SecurityEventName =
${model.events.map(({ name }) => `  | ${quoted(name)}`).join('\n')};
`;
}

export function emitMetrics(model: Model): string {
  const constants = model.metrics.map(
    ({ name, brief }) =>
      `${docLine(brief)}export const ${constantName('METRIC', name.replace(/^otelseal\./, ''))} = ${quoted(name)};\n`,
  );
  return `${GENERATED}\n${constants.join('')}`;
}

export function emitMetricDefinitions(model: Model): string {
  const entries = model.metrics.map(
    ({ name, instrument, unit, brief, attributes }) =>
      `  ${propertyName(name)}: ${literal({ instrument, unit, brief, attributes: Object.fromEntries(attributes) })},\n`,
  );
  return `${GENERATED}import type { MetricDefinition } from '../metric-definition.js';

/** Every metric about Otelseal itself, by name. The object has no prototype. @experimental */
export const METRICS: Readonly<Record<string, MetricDefinition>> = {
  __proto__: null as never,
${entries.join('')}};
`;
}

export function emitEcsPaths(model: Model): string {
  const entries = [...model.attributes.values()]
    .filter(({ ecs }) => ecs.length > 0)
    .map(({ name, ecs }) => `  ${propertyName(name)}: ${literal(ecs)},\n`);
  return `${GENERATED}
/** Fields of the Elastic Common Schema by attribute. */
export const ECS_PATHS: Readonly<Record<string, readonly string[]>> = {
${entries.join('')}};
`;
}

export function emitOcsfClasses(model: Model): string {
  const entries = [...model.ocsfClasses]
    .filter(([, { objects }]) => objects.length > 0)
    .map(([name, { objects, profiles }]) => `  ${name}: ${literal({ objects, profiles })},\n`);
  return `${GENERATED}
/** What the rendering fills for each OCSF class, and the profiles the class needs for it. */
export const OCSF_CLASSES: Readonly<
  Record<string, { readonly objects: readonly string[]; readonly profiles: readonly string[] }>
> = {
${entries.join('')}};
`;
}
