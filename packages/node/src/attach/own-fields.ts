import { types } from 'node:util';

/** An object in a field of another one, or in its list, map or set. */
export interface Field {
  readonly value: object;
  /** Puts something else there; absent where that is not possible. */
  readonly put?: (by: object) => void;
}

/**
 * What an object holds, at most so many. Fires no getter and no trap of a proxy: an object that checks its settings throws for a name that it
 * does not know.
 */
export function ownFields(holder: object, most: number): Field[] {
  if (ArrayBuffer.isView(holder) || types.isProxy(holder)) return [];
  const fields: Field[] = [];
  for (const name of Reflect.ownKeys(holder).slice(0, most)) {
    const { value, writable } = Object.getOwnPropertyDescriptor(holder, name) ?? {};
    if (!isObject(value)) continue;
    fields.push(writable === true ? { value, put: (by) => void Reflect.set(holder, name, by) } : { value });
  }
  if (types.isMap(holder)) fields.push(...valuesOf(holder).slice(0, most));
  if (types.isSet(holder)) fields.push(...membersOf(holder).slice(0, most));
  return fields;
}

function valuesOf(map: Map<unknown, unknown>): Field[] {
  return [...Map.prototype.entries.call(map)].flatMap(([key, value]) =>
    isObject(value) ? { value, put: (by: object) => void map.set(key, by) } : [],
  );
}

/** The order of a set is that in which its members came. */
function membersOf(set: Set<unknown>): Field[] {
  return [...Set.prototype.values.call(set)].filter(isObject).map((value) => ({
    value,
    put(by) {
      const members = [...set];
      set.clear();
      for (const member of members) set.add(member === value ? by : member);
    },
  }));
}

/** Whether these names can be read without running code of the object's. */
export function readsPlainly(object: object, names: readonly PropertyKey[]): boolean {
  return prototypes(object).every(
    (each) =>
      !types.isProxy(each) &&
      names.every((name) => {
        const field = Object.getOwnPropertyDescriptor(each, name);
        return field === undefined || 'value' in field;
      }),
  );
}

/** The object and what it inherits from, nearest first. Ends at a proxy. */
export function prototypes(object: object): object[] {
  const chain: object[] = [];
  for (let each: object | null = object; each !== null; each = Object.getPrototypeOf(each)) {
    chain.push(each);
    if (types.isProxy(each)) break;
  }
  return chain;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
