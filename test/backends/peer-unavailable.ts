/** A peer cannot be had on this machine: its suite does not run, and the message is the reason in the table of `npm test`. */
export class PeerUnavailable extends Error {
  readonly code = 'ERR_PEER_UNAVAILABLE';
  override readonly name = 'PeerUnavailable';
}

/** `EX_UNAVAILABLE`: what a `prepare.ts` exits with when its peer cannot be had. */
const UNAVAILABLE = 69;

/** Runs a `prepare.ts`: exit 0, or 69 with the reason as the last line on standard error. Any other failure is a defect and shown whole. */
export async function prepare(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    if (!(cause instanceof PeerUnavailable)) throw cause;
    process.stderr.write(`${cause.message}\n`);
    process.exitCode = UNAVAILABLE;
  }
}
