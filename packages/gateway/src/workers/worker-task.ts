import type { AllOptions, ConfigurationFile } from '@otelseal/node/gateway';

/** What a worker is told at its start. Options of a program may hold headers with tokens. */
export interface WorkerTask {
  readonly options: AllOptions;
  readonly file: ConfigurationFile | undefined;
}

/** Where it is told: a command line can be read by everybody on the machine, variables by its own account only. */
export const TASK_VARIABLE = 'OTELSEAL_GATEWAY_WORKER_TASK';

/** What a worker tells. */
export type WorkerMessage =
  | { readonly kind: 'listening'; readonly url: string }
  | { readonly kind: 'report'; readonly line: string };

/** What a worker is asked for. */
export const END_MESSAGE = 'end';
