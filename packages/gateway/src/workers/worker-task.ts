import type { AllOptions, ConfigurationFile } from '@otelseal/node/gateway';

/** What a worker is told at its start, as an argument of its command line: paths and numbers, never a secret. */
export interface WorkerTask {
  readonly options: AllOptions;
  readonly file: ConfigurationFile | undefined;
}

/** What a worker tells. */
export type WorkerMessage =
  | { readonly kind: 'listening'; readonly url: string }
  | { readonly kind: 'report'; readonly line: string };

/** What a worker is asked for. */
export const END_MESSAGE = 'end';
