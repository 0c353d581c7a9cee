/** Attributes of the resource that rules ask for; all others are attributes of the record. */
const OF_RESOURCE = /^service\./;

/** Where a field stands in a document that the collector wrote in mapping mode `otel`. */
export function documentField(field: string): string {
  return `${OF_RESOURCE.test(field) ? 'resource.attributes' : 'attributes'}.${field}`;
}
