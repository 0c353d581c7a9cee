/**
 * Detection was given settings it cannot work with. The message names the option and what it may hold, never a value.
 *
 * @experimental
 */
export class DetectionOptionsError extends Error {
  readonly code = 'ERR_DETECTION_OPTIONS';
  override readonly name = 'DetectionOptionsError';
}
