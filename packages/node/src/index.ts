export type { InstrumentationName } from '@otelseal/instrumentation/when-loaded';
export { ConfigurationError, type ConfigurationErrorCode } from './configuration/configuration-error.js';
export type {
  BatchOptions,
  IdentityOptions,
  InstrumentationsOptions,
  OtelsealOptions,
  OtlpOptions,
  PseudonymSettings,
  SanitizeSettings,
  SigningOptions,
  SpoolOptions,
  WitnessOptions,
} from './configuration/otelseal-options.js';
export { createOtelseal, type Otelseal, type OtelsealSurroundings } from './create-otelseal.js';
export type { AlertmanagerSettings, DetectionSettings, WebhookSettings } from './detection/detection-settings.js';
