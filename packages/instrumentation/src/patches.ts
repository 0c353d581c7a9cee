type Method = (this: never, ...args: never[]) => unknown;

/** On a wrapper of ours, so that no class is wrapped twice: by both module formats, or by two copies of this package. */
const PATCHED: unique symbol = Symbol.for('otelseal.patched.1') as never;

/** Methods of other people's objects that were replaced, and how to put them back. */
export class Patches {
  readonly #restore: (() => void)[] = [];

  /** Replaces `owner[name]` by what `wrap` makes of it. Nothing happens where there is no such method, or it is ours. */
  wrap<M extends Method>(owner: object, name: string, wrap: (original: M) => M): void {
    const methods = owner as Record<string, M & { [PATCHED]?: true }>;
    const original = methods[name];
    if (typeof original !== 'function' || original[PATCHED] === true) return;
    const own = Object.getOwnPropertyDescriptor(owner, name);
    const wrapped = Object.assign(wrap(original), { [PATCHED]: true as const });
    Object.defineProperty(wrapped, 'name', { value: original.name, configurable: true });
    Object.defineProperty(wrapped, 'length', { value: original.length, configurable: true });
    Object.defineProperty(owner, name, {
      value: wrapped,
      writable: true,
      configurable: true,
      enumerable: own?.enumerable ?? false,
    });
    this.#restore.push(() => {
      if (methods[name] !== wrapped) return; // wrapped by somebody else since
      if (own === undefined) delete methods[name];
      else Object.defineProperty(owner, name, own);
    });
  }

  restore(): void {
    for (const restore of this.#restore.splice(0).reverse()) restore();
  }
}
