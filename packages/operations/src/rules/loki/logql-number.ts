/**
 * Loki takes an attribute that is called as its own label of errors for one, and then refuses the query: for everybody, whoever sent it.
 */
export const OWN_ERRORS = '| drop __error__, __error_details__';

/** One entry that cannot be evaluated would end the query for everybody. */
export const WITHOUT_ERRORS = '| __error__=""';

/**
 * Stages that make a number of what a label says, for alerts and dashboards alike: a whole one from zero to `most`, all digits nine. Who
 * does not say how many, or says anything else, means one. A template makes a number of anything, so that `unwrap` never meets what is none.
 *
 * @example
 * logqlNumber('security_data_count', 999_999_999_999);
 */
export function logqlNumber(label: string, most: number): string {
  const digits = String(most).length;
  const isNumber = `eq 1 (count "^(0|[1-9][0-9]{0,${digits - 1}})$" .${label})`;
  const added = `{{ if and .${label} (${isNumber}) }}{{ .${label} }}{{ else }}1{{ end }}`;
  return `| label_format added=\`${added}\` | unwrap added ${WITHOUT_ERRORS}`;
}
