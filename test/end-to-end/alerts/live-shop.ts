import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import { createOtelseal } from '@otelseal/node';

type Attributes = Readonly<Record<string, string | number>>;

/** A shop with Otelseal in it, detection included, that sends what happens now. */
export class LiveShop {
  readonly #otelseal: ReturnType<typeof createOtelseal>;
  readonly #provider: LoggerProvider;

  /** @param severalInstances whether it tells parts of counts, for the alerts that add them up */
  constructor(url: string, keyFile: string, service = 'live-shop', severalInstances = false) {
    this.#otelseal = createOtelseal(
      {
        signing: { keyFile },
        otlp: { url, protocol: 'http/json' },
        detection: { runbooks: 'https://wiki.example/{detector}', severalInstances },
      },
      { environment: {} },
    );
    this.#provider = new LoggerProvider({
      resource: resourceFromAttributes({ 'service.name': service }),
      processors: this.#otelseal.processors,
    });
  }

  emit(eventName: string, attributes: Attributes): void {
    this.#provider.getLogger('shop').emit({ eventName, attributes });
  }

  login(outcome: 'success' | 'failure', actor: string, client: string): void {
    const reason = outcome === 'failure' ? { 'security.reason': 'wrong_password' } : {};
    const more = { 'security.auth.method': 'password', ...reason };
    this.emit(`security.authn.login.${outcome}`, { 'audit.actor.id': actor, 'client.address': client, ...more });
  }

  /** Fifty people who log in, three of whom mistype. */
  honestPeople(): void {
    for (let person = 1; person <= 50; person += 1) {
      const [name, address] = [`person-${person}`, `198.51.100.${person}`];
      if (person % 17 === 0) this.login('failure', name, address);
      this.login('success', name, address);
    }
  }

  /** Twenty guesses from one address on one account, and the one that fits. */
  guesses(account: string, client: string): void {
    for (let guess = 0; guess < 20; guess += 1) this.login('failure', account, client);
    this.login('success', account, client);
  }

  close(): Promise<void> {
    return this.#provider.shutdown();
  }
}
