import { type FieldPath, fieldPath, valueAt } from './field-path.js';

/** The value of a field or path; undefined when it is not there, or is what the program writes for nothing. */
export type FieldReader = (name: string) => unknown;

/** Paths of a map, read once. */
export class FieldPaths {
  readonly #paths = new Map<string, FieldPath>();

  /** @throws {MapError} */
  add(path: string, place: string): void {
    this.#paths.set(path, fieldPath(path, place));
  }

  reader(body: unknown, fields: Readonly<Record<string, unknown>>, absent: ReadonlySet<unknown>): FieldReader {
    return (name) => {
      const path = this.#paths.get(name);
      const value = Object.hasOwn(fields, name) ? fields[name] : path === undefined ? undefined : valueAt(body, path);
      return value === null || absent.has(value) ? undefined : value;
    };
  }
}
