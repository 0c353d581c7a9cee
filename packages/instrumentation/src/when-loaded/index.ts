export type { InstrumentationName } from '../instrumentation-registry.js';
export { type InstrumentWhenLoadedOptions, instrumentWhenLoaded } from './instrument-when-loaded.js';
