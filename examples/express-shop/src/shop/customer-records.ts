/** What the law calls personal data. */
export interface CustomerRecord {
  readonly name: string;
  readonly street: string;
  readonly iban: string;
}

export const CUSTOMER_RECORDS: ReadonlyMap<string, CustomerRecord> = new Map([
  ['c-1001', { name: 'Alice Lane', street: '1 Garden Row', iban: 'GB82WEST12345698765432' }],
  ['c-1002', { name: 'Bob Stone', street: '2 Mill Street', iban: 'DE89370400440532013000' }],
  ['c-1003', { name: 'Carol Reed', street: '3 Harbour Road', iban: 'FR1420041010050500013M02606' }],
]);
