/** A request that is not answered further. */
export class RequestRefused extends Error {
  /** HTTP's. */
  readonly status: number;
  /** When the client should come again. */
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, message: string, retryAfterSeconds?: number) {
    super(message);
    this.name = 'RequestRefused';
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
