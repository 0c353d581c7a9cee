import { SigmaError } from './sigma-error.js';

/** Members of a YAML map, each asked for once by its type; what nobody asked for is refused. */
export class CheckedMembers {
  readonly #place: string;
  readonly #members: ReadonlyMap<string, unknown>;
  readonly #left: Set<string>;

  constructor(value: unknown, place: string) {
    this.#place = place;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.#wrong('must be a map');
    this.#members = new Map(Object.entries(value));
    this.#left = new Set(this.#members.keys());
  }

  has(name: string): boolean {
    return this.#members.has(name);
  }

  /** The value as it stands. */
  take(name: string): unknown {
    this.#left.delete(name);
    return this.#members.get(name);
  }

  text(name: string): string {
    const value = this.take(name);
    if (typeof value !== 'string' || value.trim() === '') throw this.#wrong(`needs \`${name}\`, a text`);
    return value.trim();
  }

  optionalText(name: string): string | undefined {
    return this.has(name) ? this.text(name) : undefined;
  }

  /** A list of texts, or one text; empty when absent. */
  texts(name: string): readonly string[] {
    const value = this.take(name);
    if (value === undefined) return [];
    const list = Array.isArray(value) ? value : [value];
    if (!list.every((item) => typeof item === 'string')) throw this.#wrong(`\`${name}\` must be a list of texts`);
    return list as string[];
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T {
    const value = this.text(name) as T;
    if (!allowed.includes(value)) throw this.#wrong(`\`${name}: ${value}\` is not one of ${allowed.join(', ')}`);
    return value;
  }

  /** Takes members that mean nothing here. */
  ignore(...names: readonly string[]): void {
    for (const name of names) this.#left.delete(name);
  }

  /** Refuses what was not asked for. @throws {SigmaError} */
  end(): void {
    const [stranger] = this.#left;
    if (stranger !== undefined) {
      throw new SigmaError('ERR_SIGMA_UNSUPPORTED', this.#place, `\`${stranger}\` is not known here; remove it`);
    }
  }

  #wrong(message: string): SigmaError {
    return new SigmaError('ERR_SIGMA_SYNTAX', this.#place, message);
  }
}
