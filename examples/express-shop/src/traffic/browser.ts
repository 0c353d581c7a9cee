export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Everything that came over the wire, counted. */
export interface TrafficCount {
  requests: number;
}

const DESKTOP = 'Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0';

/** One person or program at one address, with a cookie jar. The address stands where the shop's proxy would put it. */
export class Browser {
  cookie = '';
  readonly #shop: string;
  readonly #count: TrafficCount;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(shop: string, count: TrafficCount, address: string, userAgent: string = DESKTOP) {
    this.#shop = shop;
    this.#count = count;
    this.#headers = { 'x-forwarded-for': address, 'user-agent': userAgent, 'content-type': 'application/json' };
  }

  get(path: string): Promise<Answer> {
    return this.#send('GET', path);
  }

  post(path: string, body: unknown = {}): Promise<Answer> {
    return this.#send('POST', path, JSON.stringify(body));
  }

  put(path: string, body: unknown): Promise<Answer> {
    return this.#send('PUT', path, JSON.stringify(body));
  }

  /** A body as it is, also one that is no JSON. */
  postText(path: string, body: string): Promise<Answer> {
    return this.#send('POST', path, body);
  }

  async #send(method: string, path: string, body?: string): Promise<Answer> {
    this.#count.requests += 1;
    const headers = { ...this.#headers, cookie: this.cookie };
    const response = await fetch(
      this.#shop + path,
      body === undefined ? { method, headers } : { method, headers, body },
    );
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0];
    if (cookie !== undefined) this.cookie = cookie;
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
  }
}
