import type { StoredAttribute, StoredValue } from '@otelseal/audit-integrity';

/** An OTLP value as the plain JavaScript value that a sanitizer works on. Integers that a double cannot hold are bigints. */
export function toPlain(value: StoredValue | undefined): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const { stringValue, boolValue, intValue, doubleValue, bytesValue, arrayValue, kvlistValue } = value;
  if (typeof stringValue === 'string') return stringValue;
  if (typeof boolValue === 'boolean') return boolValue;
  if (intValue !== undefined) return integer(intValue);
  if (doubleValue !== undefined) return Number(doubleValue);
  if (typeof bytesValue === 'string') return Buffer.from(bytesValue, 'base64');
  if (arrayValue !== undefined) return listOf(arrayValue.values).map(toPlain);
  if (kvlistValue !== undefined) return toPlainObject(listOf(kvlistValue.values));
  return undefined;
}

/** Attributes as an object. A name that is there twice gets a mark, so that nothing is lost and nothing hidden. */
export function toPlainObject(attributes: readonly StoredAttribute[]): Record<string, unknown> {
  const object: Record<string, unknown> = Object.create(null);
  for (const attribute of attributes) object[freeName(object, attribute)] = toPlain(attribute?.value);
  return object;
}

function freeName(object: Record<string, unknown>, attribute: StoredAttribute): string {
  let name = typeof attribute?.key === 'string' ? attribute.key : '';
  while (name in object) name += ' (again)';
  return name;
}

/** The way back. What it was before says which numbers are doubles and which texts are integers. */
export function toStored(value: unknown, before: StoredValue | undefined): StoredValue {
  if (typeof value === 'string')
    return String(before?.intValue) === value ? { intValue: value } : { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number') return storedNumber(value, before);
  if (value instanceof Uint8Array) return { bytesValue: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) {
    const items = listOf(before?.arrayValue?.values);
    return { arrayValue: { values: value.map((item, index) => toStored(item, items[index])) } };
  }
  if (typeof value !== 'object' || value === null) return {};
  return {
    kvlistValue: { values: toStoredAttributes(value as Record<string, unknown>, listOf(before?.kvlistValue?.values)) },
  };
}

/** Attributes in their order; see {@link toStored}. */
export function toStoredAttributes(
  attributes: Readonly<Record<string, unknown>>,
  before: readonly StoredAttribute[],
): StoredAttribute[] {
  const known = new Map(before.map((attribute) => [attribute?.key, attribute?.value]));
  return Object.entries(attributes).map(([key, value]) => ({ key, value: toStored(value, known.get(key)) }));
}

function storedNumber(value: number, before: StoredValue | undefined): StoredValue {
  if (Number.isInteger(value) && before?.doubleValue === undefined) return { intValue: String(value) };
  return { doubleValue: Number.isFinite(value) ? value : String(value) };
}

function integer(value: string | number): unknown {
  const number = Number(value);
  return Number.isSafeInteger(number) || !/^-?\d{1,20}$/.test(String(value)) ? number : BigInt(value);
}

/** What claims to be a list and may be anything. */
export function listOf<Item>(value: readonly Item[] | undefined): readonly Item[] {
  return Array.isArray(value) ? value : [];
}
