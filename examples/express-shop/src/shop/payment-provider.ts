/** The bank said no. Its code is safe to record, its message is not. */
export class PaymentDeclined extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'PaymentDeclined';
    this.code = code;
  }
}

/** Stands in for a payment company: slow, and it declines what was paid with an expired card. */
export async function payBack(orderId: string, cents: number): Promise<{ readonly receipt: string }> {
  await new Promise((resolve) => setTimeout(resolve, 20));
  if (orderId === 'o-5003')
    throw new PaymentDeclined('card_expired', `card 4111111111111111 expired, ${cents} not paid`);
  return { receipt: `r-${orderId}-${cents}` };
}
