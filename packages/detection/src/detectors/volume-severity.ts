import type { IncidentSeverity } from '../incident.js';

/** Volume alone is low; ten times the threshold is somebody who means it, a hundred times somebody whom nothing stops. */
export function volumeSeverity(count: number, threshold: number): IncidentSeverity {
  if (count >= 100 * threshold) return 'high';
  return count >= 10 * threshold ? 'medium' : 'low';
}
