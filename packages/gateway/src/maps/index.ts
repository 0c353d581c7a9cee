export { builtInMaps } from './built-in-maps.js';
export type { MapSample } from './check-samples.js';
export type { Condition, FieldValue, LogMap, MapRule, Recognition, Tests } from './log-map.js';
export { MapError } from './map-error.js';
export { mapRecords, type ReadingListener } from './map-records.js';
export { readMap } from './read-map.js';
