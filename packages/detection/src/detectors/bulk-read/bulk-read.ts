import { EVENT_SECURITY_SENSITIVE_EXPORT, EVENT_SECURITY_SENSITIVE_READ } from '@otelseal/semantic-conventions';
import type { Detector, DetectorResources } from '../../detector.js';
import { type SensitiveVolumeOptions, sensitiveVolume } from '../sensitive-volume.js';

/**
 * Somebody reads far more sensitive records than he usually does.
 *
 * @experimental
 */
export const BULK_READ_DEFAULTS: SensitiveVolumeOptions = Object.freeze({
  periodMs: 3_600_000,
  floor: 200,
  timesUsual: 5,
  serviceFloor: 5_000,
  highRecords: 5_000,
});

/** @experimental */
export function bulkRead(options: SensitiveVolumeOptions, resources: DetectorResources): Detector {
  const events = [EVENT_SECURITY_SENSITIVE_READ, EVENT_SECURITY_SENSITIVE_EXPORT];
  const what = 'far more sensitive records read than usual';
  return sensitiveVolume({ name: 'bulk_read', events, severity: 'medium', what }, options, resources);
}
