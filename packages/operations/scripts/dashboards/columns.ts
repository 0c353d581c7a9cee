import { INCIDENT_COLOURS, OUTCOME_COLOURS } from './colours.ts';
import type { Column } from './panel-plan.ts';

/** The columns that tables share, so that the same thing looks the same everywhere. */
export const TIME: Column = { field: '@time', title: 'Time', width: 180 };
export const MESSAGE: Column = { field: '@body', title: 'What happened' };
export const TRACE: Column = { field: '@trace', title: 'Trace', width: 120, leadsTo: 'trace' };
export const SERVICE: Column = { field: 'service.name', title: 'Service', width: 150 };
export const EVENT: Column = { field: 'event.name', title: 'Event', width: 270 };
export const ACTOR: Column = { field: 'audit.actor.id', title: 'Actor', width: 180, leadsTo: 'actor-story' };
export const CLIENT: Column = { field: 'client.address', title: 'Client', width: 160, leadsTo: 'client-story' };
export const OUTCOME: Column = { field: 'audit.outcome', title: 'Outcome', width: 95, colours: OUTCOME_COLOURS };
export const TARGET_TYPE: Column = { field: 'audit.target.type', title: 'Kind of target', width: 140 };
export const TARGET: Column = { field: 'audit.target.id', title: 'Target', width: 180 };
export const REASON: Column = { field: 'security.reason', title: 'Reason', width: 180 };
export const INCIDENT_SEVERITY: Column = {
  field: 'security.incident.severity',
  title: 'Severity',
  width: 95,
  colours: INCIDENT_COLOURS,
};
export const DETECTOR: Column = { field: 'security.incident.detector', title: 'Noticed', width: 200 };
export const RUNBOOK: Column = { field: 'security.incident.runbook', title: 'Runbook', width: 160, leadsTo: 'runbook' };

/** The column without its fixed width, for tables that have room. */
export function wide(column: Column): Column {
  const { width: _width, ...rest } = column;
  return rest;
}
