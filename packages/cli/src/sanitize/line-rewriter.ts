/** Makes one line of output of one line of input, or says why it cannot: what cannot be read is never passed on. */
export interface LineRewriter {
  rewrite(line: Buffer): string | { readonly refusal: string };
  /** Records so far that were left as they were because they carry a seal. */
  readonly passedOver: number;
}
