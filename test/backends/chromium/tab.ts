/** What the browser says unasked. */
export interface BrowserEvent {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

interface Answer {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** One page of the browser, spoken to by the DevTools protocol. */
export class Tab {
  /** All that happened since the domains were enabled, oldest first. */
  readonly events: BrowserEvent[] = [];
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  readonly #listening = new Set<(event: BrowserEvent) => void>();
  #sent = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#take(JSON.parse(String(data)) as Answer | BrowserEvent));
  }

  static async open(webSocketUrl: string): Promise<Tab> {
    const socket = new WebSocket(webSocketUrl);
    await new Promise((settle, refuse) => {
      socket.addEventListener('open', settle, { once: true });
      socket.addEventListener('error', refuse, { once: true });
    });
    return new Tab(socket);
  }

  /** @throws Error with the browser's words when it refuses */
  async call(method: string, params: object = {}): Promise<unknown> {
    this.#sent += 1;
    const id = this.#sent;
    const answered = new Promise<Answer>((settle) => this.#waiting.set(id, settle));
    this.#socket.send(JSON.stringify({ id, method, params }));
    const { result, error } = await answered;
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  /** Opens a page and waits until it and what it refers to have been loaded. */
  async navigate(url: string): Promise<void> {
    await this.call('Page.enable');
    const loaded = this.#next('Page.loadEventFired');
    await this.call('Page.navigate', { url });
    await loaded;
  }

  /** What an expression gives in the page, by value. Scripts of the tester run whatever the page forbids its own. */
  async evaluate(expression: string): Promise<unknown> {
    const answer = await this.call('Runtime.evaluate', { expression, returnByValue: true });
    return (answer as { readonly result: { readonly value?: unknown } }).result.value;
  }

  close(): void {
    this.#socket.close();
  }

  #take(message: Answer | BrowserEvent): void {
    if ('method' in message) {
      this.events.push(message);
      for (const hear of this.#listening) hear(message);
      return;
    }
    if (message.id === undefined) return;
    this.#waiting.get(message.id)?.(message);
    this.#waiting.delete(message.id);
  }

  #next(method: string): Promise<void> {
    return new Promise((settle) => {
      const hear = (event: BrowserEvent): void => {
        if (event.method !== method) return;
        this.#listening.delete(hear);
        settle();
      };
      this.#listening.add(hear);
    });
  }
}
