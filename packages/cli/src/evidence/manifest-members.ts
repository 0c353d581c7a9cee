import { readRfc3339 } from '../options/rfc3339-time.js';
import { parseUnambiguous } from './unambiguous-json.js';

/** The members of an object that a stranger may have written. Every method throws `SyntaxError`, saying what is wrong. */
export class Members {
  readonly #members: Readonly<Record<string, unknown>>;
  readonly #name: string;
  readonly #asked = new Set<string>();

  constructor(value: unknown, name: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new SyntaxError(`${name} is no object`);
    this.#members = value as Readonly<Record<string, unknown>>;
    this.#name = name;
  }

  /** A whole text, in which no object has a member twice. */
  static parse(bytes: Buffer): Members {
    return new Members(parseUnambiguous(bytes), 'it');
  }

  value(name: string): unknown {
    this.#asked.add(name);
    return Object.hasOwn(this.#members, name) ? this.#members[name] : undefined;
  }

  text(name: string, maxLength: number): string {
    const value = this.value(name);
    if (typeof value === 'string' && value.length <= maxLength) return value;
    throw this.#wrong(name, `is no text of at most ${maxLength} characters`);
  }

  time(name: string): string {
    const text = this.text(name, 64);
    if (readRfc3339(text) !== undefined) return text;
    throw this.#wrong(name, 'is no time');
  }

  timeOrNone(name: string): string {
    return this.value(name) === '' ? '' : this.time(name);
  }

  count(name: string): number {
    const value = this.value(name);
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
    throw this.#wrong(name, 'is no count');
  }

  truth(name: string): boolean {
    const value = this.value(name);
    if (typeof value === 'boolean') return value;
    throw this.#wrong(name, 'is neither true nor false');
  }

  oneOf<Value>(name: string, allowed: readonly Value[]): Value {
    const value = this.value(name);
    const found = allowed.find((one) => one === value);
    if (found !== undefined) return found;
    throw this.#wrong(name, `is none of ${allowed.join(', ')}`);
  }

  list(name: string, maxLength: number): readonly unknown[] {
    const value = this.value(name);
    if (Array.isArray(value) && value.length <= maxLength) return value;
    throw this.#wrong(name, `is no list of at most ${maxLength} items`);
  }

  texts(name: string, maxItems: number, maxLength: number): readonly string[] {
    const list = this.list(name, maxItems);
    if (list.every((item) => typeof item === 'string' && item.length <= maxLength)) return list as readonly string[];
    throw this.#wrong(name, `has an item that is no text of at most ${maxLength} characters`);
  }

  object(name: string): Members {
    return new Members(this.value(name), `${this.#name === 'it' ? '' : `${this.#name}.`}${name}`);
  }

  /** No member but those that were asked for. */
  nothingElse(): void {
    if (Object.keys(this.#members).some((name) => !this.#asked.has(name)))
      throw new SyntaxError(`${this.#name} has a member that is not known`);
  }

  #wrong(name: string, why: string): SyntaxError {
    return new SyntaxError(`${this.#name === 'it' ? '' : `${this.#name}.`}${name} ${why}`);
  }
}
