/** Cuts a stream of bytes into lines, of which none may be longer than a bound. */
export class BoundedLines {
  readonly #maxBytes: number;
  readonly #line: (text: string) => void;
  readonly #tooLong: () => void;
  #rest: Buffer = Buffer.alloc(0);
  #over = false;

  constructor(maxBytes: number, on: { readonly line: (text: string) => void; readonly tooLong: () => void }) {
    this.#maxBytes = maxBytes;
    this.#line = on.line;
    this.#tooLong = on.tooLong;
  }

  /** After a line that was too long nothing is read any more. */
  add(bytes: Buffer): void {
    let rest = Buffer.concat([this.#rest, bytes]);
    for (let end = rest.indexOf(0x0a); end >= 0 && end <= this.#maxBytes; end = rest.indexOf(0x0a)) {
      if (!this.#over) this.#line(rest.toString('utf8', 0, end));
      rest = rest.subarray(end + 1);
    }
    if (rest.length > this.#maxBytes) this.#stop();
    else this.#rest = rest;
  }

  #stop(): void {
    if (this.#over) return;
    this.#over = true;
    this.#rest = Buffer.alloc(0);
    this.#tooLong();
  }
}
