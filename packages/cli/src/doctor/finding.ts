/** What the doctor looks at, in the order of the report. */
export const AREAS = [
  'packages',
  'configuration',
  'processors',
  'signing',
  'spool',
  'receivers',
  'instrumentations',
  'sanitizing',
  'detection',
  'witness',
  'test event',
] as const;

export type Area = (typeof AREAS)[number];

/** `warning`: it runs, and somebody should look; `error`: it does not start; `unreachable`: nobody answers. */
export type Level = 'ok' | 'warning' | 'error' | 'unreachable';

/** One line of the report. Text is the doctor's own; what comes from elsewhere is escaped where it is written. */
export interface Finding {
  readonly area: Area;
  readonly level: Level;
  readonly text: string;
}

export function ok(area: Area, text: string): Finding {
  return { area, level: 'ok', text };
}

export function warning(area: Area, text: string): Finding {
  return { area, level: 'warning', text };
}
