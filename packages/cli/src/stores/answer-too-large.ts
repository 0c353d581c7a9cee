/** An answer that is larger than we take. Fewer records at a time help; asking again does not. */
export class AnswerTooLarge extends Error {
  readonly code = 'ERR_STORE_ANSWER_TOO_LARGE';
  override readonly name = 'AnswerTooLarge';

  constructor(maxBytes: number) {
    super(`its answer is larger than ${maxBytes} bytes`);
  }
}
