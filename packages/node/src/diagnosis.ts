/**
 * What `otelseal doctor` asks this package: what the variables and OpenTelemetry's configuration file make of it, without starting
 * anything, and whether a test event arrives.
 *
 * @module
 */
export { INSTRUMENTATION_NAMES, type InstrumentationName } from '@otelseal/instrumentation/when-loaded';
export {
  type ActiveConfiguration,
  type ConfigurationProblem,
  type ExplainedConfiguration,
  explainConfiguration,
  type ReceiverExplained,
  type SettingExplained,
} from './diagnosis/explain-configuration.js';
export { type SentTestEvent, sendTestEvents, TEST_EVENT_ID, TEST_EVENT_NAME } from './diagnosis/send-test-events.js';
