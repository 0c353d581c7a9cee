import type { Report } from '@otelseal/audit-integrity';

import { type Keys, otelseal } from '../otelcol/command.ts';

export interface StoreVerified {
  readonly code: number;
  readonly firstLine: string;
  readonly report: Report;
}

/** Asks a store with the real command, once for people and once for machines; both must agree. */
export async function verifyStore(source: string, { trust }: Keys, ...more: readonly string[]): Promise<StoreVerified> {
  const args = ['verify', source, '--trust', trust, ...more];
  const [text, json] = await Promise.all([otelseal(...args), otelseal(...args, '--json')]);
  if (json.out === '') throw new Error(`verify ended with ${json.code}: ${json.err}`);
  const report = JSON.parse(json.out) as Report;
  if (text.code !== json.code) throw new Error(`exit codes differ: ${text.code}, ${json.code}`);
  return { code: text.code, firstLine: text.out.split('\n')[0] as string, report };
}

/** Verdict, number and field of the first finding. */
export function firstFinding({ report }: StoreVerified): readonly (string | undefined)[] {
  const [finding] = report.findings;
  return [finding?.verdict, finding?.sequence, finding?.field];
}
