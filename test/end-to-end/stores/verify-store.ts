import type { Report } from '@otelseal/audit-integrity';

import { type Keys, otelseal, otelsealAt, type Run } from '../otelcol/command.ts';

export interface StoreVerified {
  readonly code: number;
  readonly firstLine: string;
  readonly report: Report;
}

/** Asks a store with the real command, once for people and once for machines; both must agree. */
export function verifyStore(source: string, keys: Keys, ...more: readonly string[]): Promise<StoreVerified> {
  return verifyBy(otelseal, source, keys, more);
}

/** The same inside this process, for tables of many, at a time of the test's choice. */
export function verifyStoreHere(
  nowMs: number,
  source: string,
  keys: Keys,
  ...more: readonly string[]
): Promise<StoreVerified> {
  return verifyBy(
    otelsealAt(() => nowMs),
    source,
    keys,
    more,
  );
}

async function verifyBy(run: Run, source: string, { trust }: Keys, more: readonly string[]): Promise<StoreVerified> {
  const args = ['verify', source, '--trust', trust, ...more];
  const [text, json] = await Promise.all([run(...args), run(...args, '--json')]);
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
