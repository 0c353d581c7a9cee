/** Something outside the demo is not as it needs it; the message says what to do, in one line. */
export class DemoError extends Error {
  readonly code: 'ERR_DEMO_FOLDER' | 'ERR_DEMO_PORT' | 'ERR_DEMO_SHOP' | 'ERR_DEMO_COMMAND';

  constructor(code: DemoError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DemoError';
    this.code = code;
  }
}
