import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Operation } from './recorded-disk.js';

/**
 * What became of an operation that nothing had confirmed: done, undone, or a write of which only so many bytes arrived, or only
 * what lies in some of the disk's pages.
 */
export type Fate = 'done' | 'lost' | number | { readonly pages: readonly number[] };

export const PAGE_BYTES = 4_096;

/** The operations before a point in time that no confirmation covered by then. */
export function unconfirmedAt(operations: readonly Operation[], end: number): readonly number[] {
  const confirmed = new Set<number>();
  for (const operation of operations.slice(0, end)) {
    if (operation.kind !== 'confirmed') continue;
    for (let at = 0; at < operation.since; at += 1)
      if (homeOf(operations[at] as Operation) === operation.node) confirmed.add(at);
  }
  const open: number[] = [];
  for (let at = 0; at < end; at += 1)
    if (homeOf(operations[at] as Operation) !== undefined && !confirmed.has(at)) open.push(at);
  return open;
}

/** Whose confirmation an operation needs: a file's for what is in it, a folder's for a name in it. */
function homeOf(operation: Operation): number | undefined {
  switch (operation.kind) {
    case 'entry':
    case 'removal':
      return operation.folder;
    case 'move':
      return operation.to;
    case 'write':
    case 'truncate':
      return operation.node;
    default:
      return undefined;
  }
}

/**
 * Makes below `target` what a power loss leaves: all that was confirmed, and of the rest what `fates` says. A hole that a
 * lost write leaves before one that arrived reads as zeros, as on every file system.
 */
export function crashedDisk(
  operations: readonly Operation[],
  end: number,
  fates: ReadonlyMap<number, Fate>,
  target: string,
): void {
  const folders = new Map<number, Map<string, number>>([[0, new Map()]]);
  const files = new Map<number, Buffer>();
  operations.slice(0, end).forEach((operation, at) => {
    const fate = fates.get(at) ?? 'done';
    if (operation.kind === 'entry') {
      if (operation.isFolder) folders.set(operation.node, new Map());
      else files.set(operation.node, Buffer.alloc(0));
    }
    if (fate === 'lost') return;
    if (operation.kind === 'entry') folders.get(operation.folder)?.set(operation.name, operation.node);
    if (operation.kind === 'removal') folders.get(operation.folder)?.delete(operation.name);
    if (operation.kind === 'move') {
      folders.get(operation.from)?.delete(operation.name);
      folders.get(operation.to)?.set(operation.newName, operation.node);
    }
    if (operation.kind === 'truncate') files.set(operation.node, resized(files.get(operation.node), operation.size));
    if (operation.kind === 'write') {
      for (const [from, bytes] of arrived(operation, fate)) {
        const before = files.get(operation.node) ?? Buffer.alloc(0);
        const after = resized(before, Math.max(before.length, from + bytes.length));
        after.set(bytes, from);
        files.set(operation.node, after);
      }
    }
  });
  lay(0, target, folders, files);
}

/** The parts of a write that are on the disk, and where. */
function* arrived(
  { at, bytes }: Operation & { kind: 'write' },
  fate: Exclude<Fate, 'lost'>,
): Generator<[at: number, bytes: Uint8Array]> {
  if (fate === 'done') yield [at, bytes];
  else if (typeof fate === 'number') yield [at, bytes.subarray(0, fate)];
  else
    for (let from = at; from < at + bytes.length; from += PAGE_BYTES - (from % PAGE_BYTES)) {
      const page = Math.floor(from / PAGE_BYTES);
      if (fate.pages.includes(page)) yield [from, bytes.subarray(from - at, (page + 1) * PAGE_BYTES - at)];
    }
}

function resized(bytes: Buffer = Buffer.alloc(0), size: number): Buffer {
  const result = Buffer.alloc(size);
  bytes.copy(result);
  return result;
}

function lay(
  node: number,
  path: string,
  folders: ReadonlyMap<number, ReadonlyMap<string, number>>,
  files: ReadonlyMap<number, Buffer>,
): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  for (const [name, child] of folders.get(node) ?? []) {
    const bytes = files.get(child);
    if (bytes === undefined) lay(child, join(path, name), folders, files);
    else writeFileSync(join(path, name), bytes, { mode: 0o600 });
  }
}
