export { BAGGAGE_ATTRIBUTE_PREFIX } from './baggage-attributes.js';
export { ENRICH_DEFAULTS, type EnrichOptions, EnrichOptionsError } from './enrich-options.js';
export { type EnrichPorts, enrichingProcessor } from './enriching-processor.js';
export { type EventToDetect, factsOfAttributes } from './facts-of-attributes.js';
export type { GeoPosition, Locator } from './geo-cell.js';
export { type KeyedDigest, keyedDigest } from './keyed-digest.js';
