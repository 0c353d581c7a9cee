/** Who comes with a cookie, as far as it is known. */
export interface Presenter {
  readonly address: string | undefined;
  /** The User-Agent header. */
  readonly program: string | undefined;
}

/** How a session ended; `other` when that is not known here: it ran out, or another process ended it. */
export type EndOfSession = 'logout' | 'replaced' | 'other';

interface Gone {
  readonly reason: EndOfSession;
  readonly by: Presenter | undefined;
  isTold: boolean;
}

/** Names and presenters of so many sessions take about 4 MB. */
const MOST_REMEMBERED = 10_000;
const LONGEST_PROGRAM = 256;

/**
 * Sessions that are no more, by the names that events use. Browsers keep cookies of sessions that have run out or were logged out of, and send
 * them with every request: that is no attack and is told once at most. A session that was ended on purpose, in the hands of somebody else, is.
 */
export class GoneSessions {
  readonly #gone = new Map<string, Gone>();

  /** Somebody has ended it. */
  ended(name: string, reason: 'logout' | 'replaced', { address, program }: Presenter): void {
    this.#remember(name, { reason, by: { address, program: program?.slice(0, LONGEST_PROGRAM) }, isTold: false });
  }

  /** Its cookie has come: how it ended, where that is worth telling. */
  presented(name: string, { address, program }: Presenter): EndOfSession | undefined {
    const gone = this.#gone.get(name);
    const by = gone?.by;
    if (gone !== undefined && by !== undefined) {
      if (by.address === address) return undefined; // the browser that ended it, and kept the cookie
      if (by.program !== program?.slice(0, LONGEST_PROGRAM)) return gone.reason;
    }
    if (gone?.isTold === true) return undefined;
    this.#remember(name, { reason: 'other', by, ...gone, isTold: true });
    return 'other';
  }

  /** The oldest make room. */
  #remember(name: string, gone: Gone): void {
    this.#gone.delete(name);
    this.#gone.set(name, gone);
    if (this.#gone.size > MOST_REMEMBERED) this.#gone.delete(this.#gone.keys().next().value as string);
  }
}
