export { sessionName } from '../sessions/session-name.js';
export {
  EXPRESS_SESSION_DEFAULTS,
  ExpressSessionSecurityInstrumentation,
  type ExpressSessionSecurityInstrumentationConfig,
} from './instrumentation.js';
