import { type Incident, SEVERITY_RANK } from '../incident.js';

/** Whether somebody must know of it at once: it is high or critical and goes on. */
export function isUrgent({ severity, state }: Incident): boolean {
  return state !== 'ended' && SEVERITY_RANK[severity] >= SEVERITY_RANK.high;
}
