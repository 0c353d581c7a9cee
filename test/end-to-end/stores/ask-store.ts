import { type Keys, otelseal } from '../otelcol/command.ts';

/** What `otelseal investigate --json` says, as far as tests look at it. */
export interface Story {
  readonly verdictLine: string;
  readonly missing: readonly string[];
  readonly rows: readonly Readonly<
    Record<'event' | 'actor' | 'client' | 'outcome' | 'message' | 'seal' | 'stream', string>
  >[];
}

/** What `otelseal coverage --json` says, as far as tests look at it. */
export interface Covered {
  readonly verdict: string;
  readonly events: readonly { readonly event: string; readonly proven: number; readonly unsealed: number }[];
  readonly items: readonly { readonly item: string; readonly state: string }[];
}

/** Asks a store with the real command, for machines. */
export async function askStore<Answer>(args: readonly string[], { trust }: Keys): Promise<Answer> {
  const { code, out, err } = await otelseal(...args, '--trust', trust, '--json');
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}: ${err}`);
  return JSON.parse(out) as Answer;
}
