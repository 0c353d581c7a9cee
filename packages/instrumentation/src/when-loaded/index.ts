export { isTrustedProxyRange } from '../client/trusted-proxies.js';
export type { InstrumentationName } from '../instrumentation-registry.js';
export {
  type InstrumentWhenLoadedOptions,
  instrumentWhenLoaded,
  type WatchedConfig,
} from './instrument-when-loaded.js';
export { INSTRUMENTATION_NAMES } from './library-modules.js';
