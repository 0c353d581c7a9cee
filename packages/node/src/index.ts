export { ConfigurationError, type ConfigurationErrorCode } from './configuration/configuration-error.js';
export type {
  BatchOptions,
  IdentityOptions,
  OtelsealOptions,
  OtlpOptions,
  SigningOptions,
  SpoolOptions,
  WitnessOptions,
} from './configuration/otelseal-options.js';
export { createOtelseal, type Otelseal, type OtelsealSurroundings } from './create-otelseal.js';
export type { DetectionSettings } from './detection/detection-settings.js';
