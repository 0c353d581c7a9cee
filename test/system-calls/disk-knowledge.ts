import { dirname } from 'node:path';

import type { TracedCall } from './trace.ts';

interface WrittenFile {
  /** Record numbers, and 0 for a checkpoint, in the order of their writing. */
  readonly frames: number[];
  /** How many of them a confirmation covers. */
  confirmed: number;
  /** The name itself is on disk. */
  isEntered: boolean;
}

const CHECKPOINT = 0;

/** What a trace proves to be on disk at a moment, segment by segment. */
export class DiskKnowledge {
  readonly #files = new Map<string, WrittenFile>();
  readonly #asked = new Map<string, ReadonlyMap<string, number>>();

  see(call: TracedCall): void {
    const path = /^\d+<([^>]*)>/.exec(call.text)?.[1] ?? '';
    if (call.name === 'openat' && call.phase === 'ends' && call.text.includes('O_CREAT')) this.#create(call.text);
    if (/^p?write(64)?$/.test(call.name) && call.phase === 'ends') this.#write(path, call.text);
    if (/^f(data)?sync$/.test(call.name)) this.#confirm(path, call);
  }

  /** Whether a record is written at all, which is all that SIGKILL needs. */
  isWritten(record: number): boolean {
    return [...this.#files.values()].some(({ frames }) => frames.includes(record));
  }

  /** Whether a record, and the name of its file, would survive a power loss. */
  isConfirmed(record: number): boolean {
    return [...this.#files.values()].some(
      ({ frames, confirmed, isEntered }) => isEntered && frames.slice(0, confirmed).includes(record),
    );
  }

  /** Whether a signed checkpoint behind the record would survive as well. */
  isPromisable(record: number): boolean {
    const onDisk = [...this.#files.values()].flatMap(({ frames, confirmed }) => frames.slice(0, confirmed));
    const at = onDisk.indexOf(record);
    return this.isConfirmed(record) && onDisk.indexOf(CHECKPOINT, at) > at;
  }

  #create(text: string): void {
    const path = /"([^"]*\.seg)"/.exec(text)?.[1];
    if (path !== undefined) this.#files.set(path, { frames: [], confirmed: 0, isEntered: false });
  }

  #write(path: string, text: string): void {
    const frames = this.#files.get(path)?.frames;
    if (frames === undefined) return;
    if (text.includes('audit.checkpoint')) frames.push(CHECKPOINT);
    else frames.push(...numbersIn(text));
  }

  /** A confirmation covers what was there when it was asked for. */
  #confirm(path: string, { phase, thread, result }: TracedCall): void {
    if (phase === 'begins') {
      const sizes = [...this.#files].map(([name, { frames }]) => [name, frames.length] as const);
      this.#asked.set(thread, new Map(sizes));
      return;
    }
    if (result !== '0') return;
    for (const [name, size] of this.#asked.get(thread) ?? []) {
      const file = this.#files.get(name) as WrittenFile;
      if (name === path) file.confirmed = Math.max(file.confirmed, size);
      if (dirname(name) === path) file.isEntered = true;
    }
  }
}

/** Numbers of the test's records in what a call wrote, as strace shows bytes. */
export function numbersIn(text: string): number[] {
  return [...text.matchAll(/"s:n(\d+)\.\\"/g)].map(([, number]) => Number(number));
}
