/** A variable of Grafana's in a query or an address, such as `${datasource}`, where wanted in one of Grafana's formats. */
export function variable(name: string, format?: string): string {
  return `\${${format === undefined ? name : `${name}:${format}`}}`;
}

/** The value of the cell that somebody clicks on, percent-encoded: what a log holds is hostile. */
export const CLICKED_VALUE: string = variable('__value.raw', 'percentencode');
