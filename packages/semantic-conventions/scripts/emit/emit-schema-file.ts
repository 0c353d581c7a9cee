import type { Model } from '../model/model-types.ts';

/** The OpenTelemetry schema file behind SCHEMA_URL. Renames between versions go here, by hand, when there are any. */
export function emitSchemaFile(model: Model): string {
  return `file_format: 1.1.0
schema_url: ${model.schemaUrl}
versions:
  ${model.version}:
`;
}
