import type { Incident } from '@otelseal/detection';
import { asciiJson, escapeForTerminal } from '../output/escape-for-terminal.js';

/** An incident as one line of JSON in ASCII: the contract of `otelseal replay --json`. */
export function incidentJson(incident: Incident): string {
  const { detector, severity, source, sources, user, firstMs, lastMs, count, records } = incident;
  return asciiJson({
    detector,
    severity,
    ...(source === undefined || sources.distinct > 1 ? {} : { source }),
    ...(user === undefined ? {} : { user }),
    first: new Date(firstMs).toISOString(),
    last: new Date(lastMs).toISOString(),
    count,
    records,
  });
}

/** The same for a person. */
export function incidentText({ severity, firstMs, summary, attack }: Incident): string {
  const when = new Date(firstMs).toISOString();
  return escapeForTerminal(`${when}  ${severity.toUpperCase().padEnd(8)}  ${summary}  [${attack.join(' ')}]`);
}
