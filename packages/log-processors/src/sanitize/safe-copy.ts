import { types } from 'node:util';
import type { SanitizeBounds } from './bounds.js';
import { areEntries, isValueMember, mayFollowName, namesInPair } from './list-names.js';
import { cut, omitted } from './marker.js';
import { boxedText, byteLength, errorEntries, isoDate, mapEntries, setSize, setValues } from './native-values.js';
import { ownValue } from './own-value.js';

/** What the copy asks about every name and every leaf it meets. `path` is the names from the attribute downwards. */
export interface CopyVisitor {
  key(name: string): string;
  /** `said` is the path with the names that the data themselves give (`{ name: 'password', value: … }`), if they give one. */
  leaf(value: string | number | bigint | Uint8Array, path: readonly string[], said?: readonly string[]): unknown;
  /** A text or a number that stands in a list behind what may be its name. Without it, no such names are looked for. */
  readonly behindName?: (value: string | number | bigint, path: readonly string[], name: string) => unknown;
  /** What stands for a whole object or list, in a list of one; undefined to look into it. Without it, paths hold no `[0]` of lists. */
  readonly container?: ((path: readonly string[]) => readonly [replacement: unknown] | undefined) | undefined;
}

/**
 * A deep copy of a hostile value that runs none of its code: only own enumerable data properties are read, no getter fires,
 * a Proxy is never touched, cycles and bounds end in a visible marker. The copy shares nothing with the original.
 */
export function safeCopy(
  value: unknown,
  path: readonly string[],
  visitor: CopyVisitor,
  bounds: SanitizeBounds,
): unknown {
  return new SafeCopy(visitor, bounds, path).copy(value);
}

const FLAG = /^--?[A-Za-z][\w-]{1,63}$/;
const SHORT_OPTION = /^-[A-Za-z]/;
/** Longest words that a command line is put together from again. */
const MAX_WORD = 1_024;
const WORD = /^\S+$/;
/** Values of one header or field; a longer list is another thing. */
const MOST_VALUES = 16;

class SafeCopy {
  readonly #visitor: CopyVisitor;
  readonly #bounds: SanitizeBounds;
  readonly #path: string[];
  readonly #ancestors: object[] = [];
  /** The path with the names that the data give; undefined as long as they give none. */
  #said: string[] | undefined;
  /** What the list around calls the second item of the list that is copied next. */
  #entryName: string | undefined;
  #nodes = 0;

  constructor(visitor: CopyVisitor, bounds: SanitizeBounds, path: readonly string[]) {
    this.#visitor = visitor;
    this.#bounds = bounds;
    this.#path = [...path];
  }

  copy(value: unknown): unknown {
    if (++this.#nodes > this.#bounds.maxNodes) return cut('too many values');
    switch (typeof value) {
      case 'string':
      case 'number':
      case 'bigint':
        return this.#visitor.leaf(value, this.#path, this.#said);
      case 'boolean':
        return value;
      case 'object':
        return value === null ? null : this.#object(value);
      default:
        return undefined; // undefined, functions and symbols have no place in a log record
    }
  }

  #object(value: object): unknown {
    if (types.isProxy(value)) return omitted('proxy');
    const isArray = Array.isArray(value);
    const isOrdinary = isArray || isOrdinaryObject(value);
    if (!isOrdinary) {
      if (types.isDate(value)) return isoDate(value);
      if (types.isUint8Array(value)) return this.#bytes(value);
      if (types.isAnyArrayBuffer(value)) return this.#bytes(new Uint8Array(value as ArrayBuffer)); // a view, no copy yet
      if (ArrayBuffer.isView(value)) return omitted('typed array');
      if (types.isBoxedPrimitive(value)) return this.#boxed(value);
    }
    if (this.#ancestors.includes(value)) return omitted('circular');
    if (this.#ancestors.length >= this.#bounds.maxDepth) return cut('too deep');
    const replaced = this.#visitor.container?.(this.#path);
    if (replaced !== undefined) return replaced[0];
    this.#ancestors.push(value);
    try {
      if (isArray) return this.#array(value);
      return isOrdinary ? this.#properties(value) : this.#collection(value);
    } finally {
      this.#ancestors.pop();
    }
  }

  #collection(value: object): unknown {
    if (types.isMap(value)) return this.#entries(mapEntries(value));
    if (types.isSet(value)) return this.#array(setValues(value, this.#bounds.maxNodes), setSize(value));
    return types.isNativeError(value) ? this.#entries(errorEntries(value)) : this.#properties(value);
  }

  /** `new String('…')` is read as its text: letter by letter no rule would know it again. */
  #boxed(value: object): unknown {
    const text = boxedText(value);
    return text === undefined ? omitted('boxed value') : this.#visitor.leaf(text, this.#path, this.#said);
  }

  #bytes(bytes: Uint8Array): unknown {
    const length = byteLength(bytes);
    if (length > this.#bounds.maxTextLength) return cut(`${length} bytes`);
    return this.#visitor.leaf(new Uint8Array(bytes), this.#path, this.#said); // copies by internal slots, runs no species constructor
  }

  /** `values` may be the first of `length`, if they are more than may be copied. */
  #array(values: readonly unknown[], length = values.length): unknown[] {
    const copies: unknown[] = [];
    const entryName = this.#entryName;
    this.#entryName = undefined;
    const looksForNames = this.#visitor.behindName !== undefined;
    const isOfEntries = looksForNames && areEntries(values, values.length, types.isProxy);
    let before: unknown; // each item is read once: asking for the property of a list costs more than judging a word
    for (let index = 0; index < length; index++) {
      if (this.#nodes >= this.#bounds.maxNodes) {
        copies.push(cut(`${length - index} more values`));
        break;
      }
      const value = ownValue(values, index);
      if (isOfEntries) this.#entryName = ownValue(value as unknown[], 0) as string;
      const named = index > 0 && looksForNames ? this.#behindName(before, value, values, index) : value;
      const copied =
        index === 1 && entryName !== undefined
          ? this.#called([entryName], () => this.#item(named, index))
          : this.#item(named, index);
      this.#entryName = undefined;
      const isUntouched = copied === value && typeof value === 'string';
      copies.push(isUntouched && index > 0 ? this.#argument(value, before, copies) : copied);
      before = value;
    }
    return copies;
  }

  /** The item, or what stands for it if the one before is the name of a secret. */
  #behindName(before: unknown, value: unknown, values: readonly unknown[], index: number): unknown {
    if (typeof before !== 'string') return value;
    if (Array.isArray(value) && !types.isProxy(value)) return this.#listBehindName(before, value);
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') return value;
    const list = this.#path.findLast((name) => !name.startsWith('['));
    if (!mayFollowName(before, value, values, index, list)) return value;
    return this.#visitor.behindName?.(value, this.#path, before);
  }

  /** `['x-api-key', ['…']]`: all values of a header. */
  #listBehindName(name: string, values: readonly unknown[]): readonly unknown[] {
    if (values.length > MOST_VALUES) return values;
    let named: unknown[] | undefined;
    for (let index = 0; index < values.length; index++) {
      const value = ownValue(values, index);
      if (typeof value !== 'string' || !mayFollowName(name, value, [name, value], 1, undefined)) continue;
      const judged = this.#visitor.behindName?.(value, this.#path, name);
      if (judged === value) continue;
      named ??= Array.from({ length: values.length }, (_, at) => ownValue(values, at));
      named[index] = judged;
    }
    return named ?? values;
  }

  /** Copies what the data call by these names. */
  #called<Result>(names: readonly string[], copy: () => Result): Result {
    const before = this.#said;
    this.#said = [...(before ?? this.#path), ...names];
    const copied = copy();
    this.#said = before;
    return copied;
  }

  /** Places in a list stand on the path only where rules may name them. */
  #item(value: unknown, index: number): unknown {
    if (this.#visitor.container === undefined) return this.copy(value);
    this.#path.push(`[${index}]`);
    this.#said?.push(`[${index}]`);
    const copied = this.copy(value);
    this.#said?.pop();
    this.#path.pop();
    return copied;
  }

  /**
   * `['--token', '…']`: in a list of arguments the one before may be the name of this one. What a short option means (`-p`, `-u`) the
   * command tells: it is read behind the first two words.
   */
  #argument(value: string, before: unknown, copies: readonly unknown[]): unknown {
    if (typeof before !== 'string') return value;
    if (SHORT_OPTION.test(value) || SHORT_OPTION.test(before)) {
      const words = new Set([copies[0], copies.length > 2 ? copies[1] : undefined, copies.at(-1)]);
      const judged = this.#lastWord(
        [...words].filter((word) => typeof word === 'string'),
        value,
      );
      if (judged !== value) return judged;
    }
    if (!FLAG.test(before)) return value;
    this.#path.push(before);
    const judged = this.#visitor.leaf(value, this.#path);
    this.#path.pop();
    return judged;
  }

  /** The word as the sanitizer leaves it at the end of this command line. */
  #lastWord(words: readonly string[], last: string): unknown {
    if (![...words, last].every((word) => word.length <= MAX_WORD && WORD.test(word))) return last;
    const start = `${words.join(' ')} `;
    const judged = this.#visitor.leaf(start + last, this.#path);
    return typeof judged === 'string' && judged.startsWith(start) ? judged.slice(start.length) : last;
  }

  #properties(value: object): object {
    const copies: Record<string, unknown> = Object.create(null);
    const names = Object.keys(value);
    const said = this.#visitor.behindName === undefined ? undefined : namesInPair(value, names);
    for (const name of names) {
      const member = ownValue(value, name);
      const goesOn =
        said !== undefined && isValueMember(name)
          ? this.#called(said, () => this.#property(copies, name, member))
          : this.#property(copies, name, member);
      if (!goesOn) break;
    }
    return copies;
  }

  #entries(entries: Iterable<readonly [string, unknown]>): object {
    const copies: Record<string, unknown> = Object.create(null);
    for (const [name, value] of entries) if (!this.#property(copies, name, value)) break;
    return copies;
  }

  /** Adds one property; false if a bound was reached instead. */
  #property(copies: Record<string, unknown>, name: string, value: unknown): boolean {
    if (this.#nodes >= this.#bounds.maxNodes) {
      copies['[CUT]'] = cut('too many values');
      return false;
    }
    this.#path.push(name);
    this.#said?.push(name);
    const copied = this.copy(value);
    this.#said?.pop();
    this.#path.pop();
    if (copied !== undefined) copies[freeName(copies, this.#visitor.key(name))] = copied;
    return true;
  }
}

/** Most objects are; the questions that only native code answers are spared for them. */
function isOrdinaryObject(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && !types.isBoxedPrimitive(value);
}

/** Two names may become the same by encoding or redaction; the later one gets a number, so that neither is lost. */
export function freeName(target: object, name: string): string {
  if (!Object.hasOwn(target, name)) return name;
  let number = 2;
  while (Object.hasOwn(target, `${name}~${number}`)) number++;
  return `${name}~${number}`;
}
