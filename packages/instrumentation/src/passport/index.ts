export {
  PASSPORT_DEFAULTS,
  PassportSecurityInstrumentation,
  type PassportSecurityInstrumentationConfig,
} from './instrumentation.js';
