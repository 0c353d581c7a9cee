/** One line of the table. */
export interface Figure {
  /** What was measured: `seal R10`. */
  readonly what: string;
  readonly value: number;
  readonly unit: Unit;
  readonly bar?: Bar;
  /** What a reader needs to judge the figure, in a few words. */
  readonly note?: string;
}

/** µs are CPU time a record, ms a time as it passes unless it says CPU; /s is records in a second of CPU time. */
export type Unit = '×' | 'µs' | 'ms' | '/s' | 'B' | 'MB' | '%';

export type Bar = { readonly atMost: number; readonly aim?: number } | { readonly atLeast: number };

/** What a file `*.bench.ts` exports as its default. */
export type Bench = () => Promise<readonly Figure[]>;

/** Undefined when the figure has no bar. */
export function isMet({ value, bar }: Figure): boolean | undefined {
  if (bar === undefined) return undefined;
  return 'atMost' in bar ? value <= bar.atMost : value >= bar.atLeast;
}
