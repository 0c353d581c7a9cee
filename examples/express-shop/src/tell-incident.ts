import type { OtelsealOptions } from '@otelseal/node';

type Incident = Parameters<NonNullable<OtelsealOptions['onIncident']>>[0];

/** What a watchman is told: to the process that started the shop, else on standard output. A real shop would page somebody, or block. */
export function tellIncident({ state, severity, summary, response }: Incident): void {
  if (state === 'ended') return;
  if (process.send === undefined) console.log(`express-shop: ${severity} incident: ${summary}. ${response}`);
  else if (process.connected) process.send({ incident: { state, severity, summary, response } satisfies ToldIncident });
}

/** An incident in words. */
export interface ToldIncident {
  readonly state: string;
  readonly severity: string;
  readonly summary: string;
  readonly response: string;
}
