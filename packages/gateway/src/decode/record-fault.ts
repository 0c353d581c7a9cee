/** One record cannot be read. The others of its request can. */
export class RecordFault extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'RecordFault';
  }
}

/** The request as a whole cannot be read: nobody can say where its records are. */
export class RequestFault extends Error {
  /** HTTP's. */
  readonly status: 400 | 413;

  constructor(reason: string, status: 400 | 413 = 400) {
    super(reason);
    this.name = 'RequestFault';
    this.status = status;
  }
}
