import { EVENT_SECURITY_SENSITIVE_DELETE, EVENT_SECURITY_USER_DELETE } from '@otelseal/semantic-conventions';
import type { Detector, DetectorResources } from '../../detector.js';
import { type SensitiveVolumeOptions, sensitiveVolume } from '../sensitive-volume.js';

/**
 * Somebody deletes far more sensitive records or accounts than he usually does.
 *
 * @experimental
 */
export const MASS_DELETION_DEFAULTS: SensitiveVolumeOptions = Object.freeze({
  periodMs: 3_600_000,
  floor: 50,
  timesUsual: 5,
  serviceFloor: 500,
  highRecords: 50,
});

/** @experimental */
export function massDeletion(options: SensitiveVolumeOptions, resources: DetectorResources): Detector {
  const events = [EVENT_SECURITY_SENSITIVE_DELETE, EVENT_SECURITY_USER_DELETE];
  const what = 'far more records deleted than usual';
  return sensitiveVolume({ name: 'mass_deletion', events, severity: 'high', what }, options, resources);
}
