export type { InstrumentationName } from '../instrumentation-registry.js';
export { type InstrumentWhenLoadedOptions, instrumentWhenLoaded } from './instrument-when-loaded.js';
export { INSTRUMENTATION_NAMES } from './library-modules.js';
