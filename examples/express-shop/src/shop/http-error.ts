/** An answer other than success. The reason is for the audit log; the person outside reads only the status. */
export class HttpError extends Error {
  readonly status: number;

  constructor(status: number, reason: string) {
    super(reason);
    this.name = 'HttpError';
    this.status = status;
  }
}
