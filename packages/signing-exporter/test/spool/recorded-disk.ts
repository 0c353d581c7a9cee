import type * as Fs from 'node:fs';
import { join, relative, sep } from 'node:path';

type Path = Fs.PathLike;

/** A file or folder, whatever its name is by now. */
interface Node {
  readonly id: number;
  readonly children: Map<string, Node> | undefined;
  size: number;
}

/** What happened to the disk, in the order in which it was asked for. */
export type Operation =
  | {
      readonly kind: 'entry';
      readonly folder: number;
      readonly name: string;
      readonly node: number;
      readonly isFolder: boolean;
    }
  | { readonly kind: 'removal'; readonly folder: number; readonly name: string }
  | {
      readonly kind: 'move';
      readonly from: number;
      readonly name: string;
      readonly to: number;
      readonly newName: string;
      readonly node: number;
    }
  | { readonly kind: 'write'; readonly node: number; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'truncate'; readonly node: number; readonly size: number }
  /** A confirmation that came back: it covers what was asked for before `since`. */
  | { readonly kind: 'confirmed'; readonly node: number; readonly since: number }
  /** Something that the test wants to remember at this point. */
  | { readonly kind: 'mark'; readonly value: number };

/**
 * Stands before `node:fs` and writes down what is asked of the disk below one folder, while the real one does it.
 * `crashedDisk` makes of the list what a power loss may leave.
 */
export class RecordedDisk {
  readonly operations: Operation[] = [];
  /** What `watch` said before each of them. */
  readonly watched: number[] = [];
  #watch: () => number = () => 0;
  #root = '';
  #next = 1;
  #tree: Node = folderNode(0);
  readonly #open = new Map<number, Node>();

  /** Begins a new recording below a folder that exists and is empty. */
  begin(root: string, watch: () => number = () => 0): void {
    this.#root = root;
    this.#watch = watch;
    this.operations.length = 0;
    this.watched.length = 0;
    this.#tree = folderNode(0);
    this.#next = 1;
    this.#open.clear();
  }

  end(): void {
    this.#root = '';
  }

  mark(value: number): void {
    this.#push({ kind: 'mark', value });
  }

  /** The same functions, recording. */
  over(real: typeof Fs): typeof Fs {
    const changed = {
      openSync: (path: Path, flags: Fs.OpenMode, mode?: Fs.Mode): number => {
        const descriptor = real.openSync(path, flags, mode);
        this.#opened(String(path), descriptor, Number(flags) & real.constants.O_CREAT);
        return descriptor;
      },
      closeSync: (descriptor: number): void => {
        this.#open.delete(descriptor);
        real.closeSync(descriptor);
      },
      writeSync: (
        descriptor: number,
        data: Uint8Array | string,
        offset?: number,
        length?: number,
        at?: number,
      ): number => {
        const bytes =
          typeof data === 'string'
            ? Buffer.from(data)
            : data.subarray(offset ?? 0, (offset ?? 0) + (length ?? data.length));
        this.#written(this.#open.get(descriptor), bytes, at);
        return real.writeSync(descriptor, data as Uint8Array, offset, length, at);
      },
      ftruncateSync: (descriptor: number, size: number): void => {
        real.ftruncateSync(descriptor, size);
        const node = this.#open.get(descriptor);
        if (node === undefined) return;
        node.size = size;
        this.#push({ kind: 'truncate', node: node.id, size });
      },
      mkdirSync: (path: Path, options?: Fs.MakeDirectoryOptions): string | undefined => {
        const made = real.mkdirSync(path, options);
        this.#entered(String(path), folderNode(this.#next));
        return made;
      },
      rmdirSync: (path: Path): void => {
        real.rmdirSync(path);
        this.#removed(String(path));
      },
      unlinkSync: (path: Path): void => {
        real.unlinkSync(path);
        this.#removed(String(path));
      },
      renameSync: (from: Path, to: Path): void => {
        real.renameSync(from, to);
        this.#moved(String(from), String(to));
      },
      fdatasync: this.#confirming(real.fdatasync),
      fsync: this.#confirming(real.fsync),
      fdatasyncSync: this.#confirmingNow(real.fdatasyncSync),
      fsyncSync: this.#confirmingNow(real.fsyncSync),
    };
    return { ...real, ...changed } as typeof Fs;
  }

  #push(operation: Operation): void {
    this.operations.push(operation);
    this.watched.push(this.#watch());
  }

  #confirming(real: (descriptor: number, done: (error: NodeJS.ErrnoException | null) => void) => void) {
    return (descriptor: number, done: (error: NodeJS.ErrnoException | null) => void): void => {
      const node = this.#open.get(descriptor);
      const since = this.operations.length;
      real(descriptor, (error) => {
        if (node !== undefined && error === null) this.#push({ kind: 'confirmed', node: node.id, since });
        done(error);
      });
    };
  }

  #confirmingNow(real: (descriptor: number) => void) {
    return (descriptor: number): void => {
      const since = this.operations.length;
      real(descriptor);
      const node = this.#open.get(descriptor);
      if (node !== undefined) this.#push({ kind: 'confirmed', node: node.id, since });
    };
  }

  #opened(path: string, descriptor: number, creates: number): void {
    if (!this.#isBelow(path)) return;
    const known = this.#at(path);
    if (known !== undefined) this.#open.set(descriptor, known);
    else if (creates !== 0)
      this.#open.set(descriptor, this.#entered(path, { id: this.#next, children: undefined, size: 0 }) as Node);
  }

  #written(node: Node | undefined, bytes: Uint8Array, position: number | undefined): void {
    if (node === undefined) return;
    const at = position ?? node.size;
    node.size = Math.max(node.size, at + bytes.length);
    this.#push({ kind: 'write', node: node.id, at, bytes: Uint8Array.from(bytes) });
  }

  #entered(path: string, node: Node): Node | undefined {
    if (!this.#isBelow(path)) return undefined;
    const [folder, name] = this.#parent(path);
    this.#next += 1;
    folder.children?.set(name, node);
    this.#push({
      kind: 'entry',
      folder: folder.id,
      name,
      node: node.id,
      isFolder: node.children !== undefined,
    });
    return node;
  }

  #removed(path: string): void {
    if (!this.#isBelow(path)) return;
    const [folder, name] = this.#parent(path);
    folder.children?.delete(name);
    this.#push({ kind: 'removal', folder: folder.id, name });
  }

  #moved(path: string, newPath: string): void {
    if (!this.#isBelow(path)) return;
    const [from, name] = this.#parent(path);
    const [to, newName] = this.#parent(newPath);
    const node = from.children?.get(name) as Node;
    from.children?.delete(name);
    to.children?.set(newName, node);
    this.#push({ kind: 'move', from: from.id, name, to: to.id, newName, node: node.id });
  }

  #isBelow(path: string): boolean {
    return this.#root !== '' && (path === this.#root || path.startsWith(this.#root + sep));
  }

  #at(path: string): Node | undefined {
    const names = relative(this.#root, path).split(sep).filter(Boolean);
    return names.reduce<Node | undefined>((node, name) => node?.children?.get(name), this.#tree);
  }

  #parent(path: string): [folder: Node, name: string] {
    const name = path.slice(path.lastIndexOf(sep) + 1);
    return [this.#at(join(path, '..')) as Node, name];
  }
}

function folderNode(id: number): Node {
  return { id, children: new Map(), size: 0 };
}
