export interface Order {
  readonly id: string;
  readonly customerId: string;
  /** Cents, because money is no floating point number. */
  readonly totalCents: number;
  refundedCents: number;
}

/** Price in cents by article. */
export const ARTICLES: Readonly<Record<string, number>> = { lamp: 12_990, mug: 1_450, chair: 24_900 };

const SEED_ORDERS: readonly Order[] = [
  { id: 'o-5001', customerId: 'c-1001', totalCents: 12_990, refundedCents: 0 },
  { id: 'o-5002', customerId: 'c-1002', totalCents: 26_350, refundedCents: 0 },
  { id: 'o-5003', customerId: 'c-1003', totalCents: 24_900, refundedCents: 0 },
];

export class Orders {
  readonly #byId = new Map<string, Order>(SEED_ORDERS.map((order) => [order.id, { ...order }]));

  place(customerId: string, totalCents: number): Order {
    const order = { id: `o-${5_001 + this.#byId.size}`, customerId, totalCents, refundedCents: 0 };
    this.#byId.set(order.id, order);
    return order;
  }

  byId(id: string): Order | undefined {
    return this.#byId.get(id);
  }

  of(customerId: string): Order[] {
    return [...this.#byId.values()].filter((order) => order.customerId === customerId);
  }
}

/** `12990` → `129.90` */
export function euros(cents: number): string {
  return (cents / 100).toFixed(2);
}

/** `129.90` → `12990`; undefined for anything that is not an amount above zero. */
export function cents(text: unknown): number | undefined {
  if (typeof text !== 'string' || !/^\d{1,6}\.\d{2}$/.test(text)) return undefined;
  const amount = Number(text.replace('.', ''));
  return amount > 0 ? amount : undefined;
}
