/** An answer that is not 2xx and that asking again would not change. */
export class StoreRefusal extends Error {
  readonly code = 'ERR_STORE_REFUSAL';
  override readonly name = 'StoreRefusal';
  readonly status: number;
  readonly #text: string;

  /**
   * @param text the beginning of what the store wrote
   * @param secrets what was sent to it and must not be shown, should it repeat them
   */
  constructor(status: number, text: string, secrets: readonly string[]) {
    super(`it answered ${status}${hint(status, secrets.length > 0)}: ${without(secrets, text).slice(0, 300)}`);
    this.status = status;
    this.#text = text;
  }

  /** The beginning of what the store wrote, as it wrote it: to be looked at, not to be shown. */
  get text(): string {
    return this.#text;
  }
}

function without(secrets: readonly string[], text: string): string {
  return secrets.reduce((shown, secret) => shown.replaceAll(secret, '[credentials]'), text);
}

function hint(status: number, isNamed: boolean): string {
  if (status === 401 && !isNamed) return ', it wants credentials (--store-credentials)';
  if (status === 401) return ', it does not take the credentials of --store-credentials';
  return status === 403 ? ', whoever asks may not read this' : '';
}
