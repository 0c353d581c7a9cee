import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** The YAML model is wrong; the message names file, place and what is allowed there. */
export class ModelError extends Error {
  readonly code = 'ERR_MODEL';
}

/** One mapping of a model file. It hands out typed values and, at the end, refuses keys that nobody asked for. */
export class YamlNode {
  readonly #entries: Readonly<Record<string, unknown>>;
  readonly #place: string;
  readonly #asked = new Set<string>();

  constructor(value: unknown, place: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new ModelError(`${place}: a mapping is expected here`);
    }
    this.#entries = value as Readonly<Record<string, unknown>>;
    this.#place = place;
  }

  static fromFile(file: URL): YamlNode {
    return new YamlNode(parse(readFileSync(file, 'utf8')), file.pathname.split('/model/')[1] ?? file.pathname);
  }

  keys(): string[] {
    return Object.keys(this.#entries);
  }

  has(key: string): boolean {
    return Object.hasOwn(this.#entries, key);
  }

  text(key: string, fallback?: string): string {
    const value = this.#take(key) ?? fallback;
    if (typeof value !== 'string' || value.trim() === '') this.#fail(key, 'text');
    return value as string;
  }

  oneOf<const T extends string>(key: string, allowed: readonly T[], fallback?: T): T {
    const value = this.text(key, fallback);
    if (!allowed.includes(value as T)) this.#fail(key, `one of ${allowed.join(', ')}`);
    return value as T;
  }

  number(key: string): number {
    const value = this.#take(key);
    if (!Number.isSafeInteger(value)) this.#fail(key, 'a whole number');
    return value as number;
  }

  flag(key: string, fallback: boolean): boolean {
    const value = this.#take(key) ?? fallback;
    if (typeof value !== 'boolean') this.#fail(key, 'true or false');
    return value as boolean;
  }

  texts(key: string): string[] {
    const value = this.#take(key) ?? [];
    if (!Array.isArray(value)) this.#fail(key, 'a list');
    return (value as unknown[]).map(String);
  }

  node(key: string): YamlNode {
    return new YamlNode(this.#take(key), `${this.#place}: ${key}`);
  }

  nodes(key: string): YamlNode[] {
    const value = this.#take(key) ?? [];
    if (!Array.isArray(value)) this.#fail(key, 'a list');
    return (value as unknown[]).map((item, index) => new YamlNode(item, `${this.#place}: ${key}[${index}]`));
  }

  /** Every key must have been read: a misspelt one would otherwise be ignored without a word. */
  finish(): void {
    for (const key of this.keys())
      if (!this.#asked.has(key)) this.#fail(key, 'a key that the format knows, not this one');
  }

  #take(key: string): unknown {
    this.#asked.add(key);
    return this.has(key) ? this.#entries[key] : undefined;
  }

  #fail(key: string, expected: string): never {
    throw new ModelError(`${this.#place}: ${key}: expected ${expected}`);
  }
}
