/** Few colours, each with one meaning in every dashboard. */
export const ALARM = 'semi-dark-red';
export const WARNING = 'semi-dark-orange';
export const CALM = 'semi-dark-blue';
/** Grafana's name for the colour of text on its background. */
export const NEUTRAL = 'text';

export const SEVERITY_COLOURS: Readonly<Record<string, string>> = Object.freeze({
  INFO: CALM,
  WARN: WARNING,
  ERROR: ALARM,
  CRITICAL: 'dark-red',
});

export const INCIDENT_COLOURS: Readonly<Record<string, string>> = Object.freeze({
  low: CALM,
  medium: WARNING,
  high: ALARM,
  critical: 'dark-red',
});

export const OUTCOME_COLOURS: Readonly<Record<string, string>> = Object.freeze({
  success: CALM,
  failure: ALARM,
  unknown: WARNING,
});
