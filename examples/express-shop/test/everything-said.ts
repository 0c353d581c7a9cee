/** One answer, all of it. */
export interface Said {
  readonly request: string;
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** A user's program that keeps every byte it is told. */
export class Listener {
  readonly said: Said[] = [];
  cookie = '';
  readonly #shop: string;
  readonly #address: string;

  constructor(shop: string, address: string) {
    this.#shop = shop;
    this.#address = address;
  }

  async ask(method: string, path: string, body?: string, type = 'application/json'): Promise<Said> {
    const headers = {
      'x-forwarded-for': this.#address,
      'user-agent': 'Mozilla/5.0 Firefox/145.0',
      cookie: this.cookie,
      ...(body === undefined ? {} : { 'content-type': type }),
    };
    const response = await fetch(this.#shop + path, {
      method,
      headers,
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
    });
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0];
    if (cookie !== undefined) this.cookie = cookie;
    const answer: Said = {
      request: `${method} ${path}`,
      status: response.status,
      headers: Object.fromEntries(response.headers),
      text: await response.text(),
    };
    this.said.push(answer);
    return answer;
  }

  post(path: string, body: unknown): Promise<Said> {
    return this.ask('POST', path, JSON.stringify(body));
  }
}

/** An answer without what differs in every answer. */
export function alike({ status, headers, text }: Said): unknown {
  const kept = Object.entries(headers).filter(([name]) => !['date', 'etag', 'set-cookie'].includes(name));
  return {
    status,
    headers: Object.fromEntries(kept),
    text: text.replace(/"correlationId":"[^"]*"/, '"correlationId":"…"'),
  };
}
