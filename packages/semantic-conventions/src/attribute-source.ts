import { type AttributeReader, type AttributeValue, readAttribute } from './attribute-value.js';

/** Hands out attributes one by one and remembers which, so that a rendering can show the rest as they are. */
export class AttributeSource {
  readonly #attributes: AttributeReader;
  readonly #taken = new Set<string>();

  constructor(attributes: AttributeReader) {
    this.#attributes = attributes;
  }

  peek(name: string): AttributeValue | undefined {
    return readAttribute(this.#attributes, name);
  }

  take(name: string): AttributeValue | undefined {
    this.#taken.add(name);
    return readAttribute(this.#attributes, name);
  }

  /** The value as text; lists, empty texts and absent values are undefined. */
  text(name: string): string | undefined {
    const value = this.take(name);
    return value === undefined || value === '' || typeof value === 'object' ? undefined : String(value);
  }

  number(name: string): number | undefined {
    const value = this.take(name);
    return typeof value === 'number' ? value : undefined;
  }

  /** Every attribute that nobody took, in the order of the record. */
  rest(): [name: string, value: AttributeValue][] {
    return namesOf(this.#attributes).flatMap((name): [string, AttributeValue][] => {
      const value = this.#taken.has(name) ? undefined : readAttribute(this.#attributes, name);
      return value === undefined ? [] : [[name, value]];
    });
  }
}

function namesOf(attributes: AttributeReader): string[] {
  try {
    return Object.keys(attributes);
  } catch {
    return []; // a proxy that refuses to be listed has nothing to show
  }
}
