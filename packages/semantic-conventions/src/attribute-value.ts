/** What an attribute of the vocabulary can hold. Maps, doubles and mixed arrays do not survive the stores. @stable */
export type AttributeValue = string | number | boolean | readonly string[];

/** Attributes by name, as a log record carries them. Values of other kinds are treated as absent. @stable */
export type AttributeReader = Readonly<Record<string, unknown>>;

const SIMPLE: readonly string[] = ['string', 'number', 'boolean'];

/**
 * The value of one own attribute, or undefined when it is absent or of a kind the vocabulary does not know.
 * Never throws, whatever getters or proxies the caller's object hides.
 *
 * @example readAttribute({ 'user.roles': ['admin'] }, 'user.roles') // ['admin']
 * @stable
 */
export function readAttribute(attributes: AttributeReader, name: string): AttributeValue | undefined {
  try {
    if (!Object.hasOwn(attributes, name)) return undefined;
    const value = attributes[name];
    if (Array.isArray(value)) return value.filter((item) => typeof item === 'string');
    return SIMPLE.includes(typeof value) ? (value as AttributeValue) : undefined;
  } catch {
    return undefined;
  }
}
