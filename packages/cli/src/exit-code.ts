/**
 * What the command's exit code says. Scripts rely on it; the numbers from 64 on are those of BSD's `sysexits`.
 * @stable
 */
export interface ExitCodes {
  /** Every present stream is valid and closed; or the command did what it was asked. */
  readonly ok: 0;
  /** The evidence was tampered with; for `sanitize`: lines were left out because they could not be read. */
  readonly tampered: 1;
  /** Nothing contradicts the evidence, but it does not prove what was asked. */
  readonly notProven: 2;
  /** Wrong usage or configuration. */
  readonly usage: 64;
  /** A file, or later a server, cannot be reached. */
  readonly unavailable: 69;
  /** A defect of the command, `EX_SOFTWARE`; never 1, which Node.js uses itself and which would read as tampering. */
  readonly defect: 70;
}

/** @stable */
export type ExitCode = ExitCodes[keyof ExitCodes];

/** @stable */
export const EXIT_CODE: ExitCodes = Object.freeze({
  ok: 0,
  tampered: 1,
  notProven: 2,
  usage: 64,
  unavailable: 69,
  defect: 70,
});
