/** What of Nest 11 and 12 is touched. */
export interface ArgumentsHost {
  getType?(): string;
  getArgByIndex(index: number): unknown;
}

export interface ExecutionContext extends ArgumentsHost {
  getHandler(): object;
  getClass(): object;
}

export interface Guard {
  canActivate(context: ExecutionContext): unknown;
}

export type TryActivate = (
  this: unknown,
  guards: readonly Guard[] | undefined,
  args: readonly unknown[],
  instance: unknown,
  callback: unknown,
  type?: string,
) => Promise<boolean>;

/** `type` is `body`, `query`, `param` or `custom`; `data` the name that the decorator was given. */
export interface PipeSubject {
  readonly type?: string;
  readonly data?: unknown;
}

export type ApplyPipes = (
  this: unknown,
  value: unknown,
  subject: PipeSubject,
  pipes: readonly unknown[],
) => Promise<unknown>;

/** What class-validator finds wrong with one property. */
export interface PropertyFailure {
  readonly property?: unknown;
  readonly constraints?: Readonly<Record<string, unknown>> | undefined;
  readonly children?: readonly PropertyFailure[] | undefined;
}

export type Validate = (
  this: unknown,
  object: unknown,
  options?: unknown,
) => Promise<readonly PropertyFailure[]> | readonly PropertyFailure[];

export type HandleException = (this: unknown, exception: unknown, host: ArgumentsHost) => unknown;

/** Of the routes' resolver of Nest 11: what the platform threw, as an exception of Nest. */
export type MapException = (this: unknown, error: unknown) => unknown;

/** What of the platform below answers. */
export interface AnsweringAdapter {
  reply(response: unknown, body: unknown, statusCode?: number): unknown;
}

/** Of the exception filter of Nest itself: what answers when no filter of the application does. */
export type HandleUnknownError = (
  this: unknown,
  exception: unknown,
  host: ArgumentsHost,
  adapter: AnsweringAdapter,
) => unknown;
