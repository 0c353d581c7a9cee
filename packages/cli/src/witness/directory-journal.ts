import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';

import { CliError, unavailable } from '../cli-error.js';
import { quoted } from '../output/escape-for-terminal.js';

/** First line of the file; the witness's vkey follows, so that no other key goes on with it. */
const FORMAT = 'otelseal/witness-directory/v1';

const CHUNK_BYTES = 1024 * 1024;

/**
 * The file in which a witness's directory lives: a first line, then one entry a line, only ever appended to. What was
 * appended counts once the disk has confirmed it; appends that come together are confirmed together.
 */
export class DirectoryJournal {
  readonly #file: FileHandle;
  readonly #path: string;
  readonly #start: number;
  /** Confirmed, and appended, the first line included. */
  #bytes: number;
  #appended: number;
  #waiting: { readonly text: string; readonly done: () => void; readonly failed: (cause: unknown) => void }[] = [];
  #writing: Promise<void> | undefined;
  #failure: unknown;

  private constructor(file: FileHandle, path: string, start: number, bytes: number) {
    this.#file = file;
    this.#path = path;
    this.#start = start;
    this.#bytes = bytes;
    this.#appended = bytes;
  }

  /**
   * Opens or creates the file and hands over its entries. A last line without a line feed was never confirmed, so it is
   * cut off.
   *
   * @param vkey the witness's own
   * @throws {CliError} `ERR_UNAVAILABLE` when it cannot be read or is another witness's
   */
  static async open(folder: string, vkey: string, entry: (text: string) => void): Promise<DirectoryJournal> {
    const path = join(folder, 'directory.jsonl');
    const first = `${FORMAT} ${vkey}\n`;
    const flags = constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW;
    const failed = (cause: unknown): never => {
      if (cause instanceof CliError) throw cause;
      throw unavailable(`The witness's directory ${quoted(path)} cannot be used`, cause);
    };
    const file = await open(path, flags, 0o600).catch(failed);
    try {
      const end = await readLines(file, (line, number) => {
        if (number > 0) entry(line);
        else if (`${line}\n` !== first) throw new CliError('ERR_UNAVAILABLE', `${quoted(path)} is not this witness's.`);
      });
      await file.truncate(end);
      if (end === 0) await file.write(first, 0);
      await file.datasync();
      await confirmFolder(folder);
      return new DirectoryJournal(file, path, Buffer.byteLength(first), Math.max(end, Buffer.byteLength(first)));
    } catch (cause) {
      await file.close();
      return failed(cause);
    }
  }

  /** Resolves when the entry, and all before it, are on disk. After a failure everything rejects. */
  append(entry: string): Promise<void> {
    const text = `${entry}\n`;
    const appended = new Promise<void>((done, failed) => this.#waiting.push({ text, done, failed }));
    this.#appended += Buffer.byteLength(text);
    this.#writing ??= this.#write();
    return appended;
  }

  /** Resolves when all that was appended so far is on disk. */
  async settled(): Promise<void> {
    await this.#writing;
    if (this.#failure !== undefined) throw this.#failure;
  }

  get hasFailed(): boolean {
    return this.#failure !== undefined;
  }

  /** Bytes of all entries, those included that are not on disk yet. */
  get bytes(): number {
    return this.#appended - this.#start;
  }

  /** The first so many bytes of entries, as they were appended. */
  async *read(bytes: number): AsyncGenerator<Uint8Array> {
    const file = await open(this.#path, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      const end = this.#start + bytes;
      for (let at = this.#start; at < end; ) {
        const { bytesRead, buffer } = await file.read(Buffer.alloc(Math.min(CHUNK_BYTES, end - at)), { position: at });
        if (bytesRead === 0) throw new Error('The directory became shorter.');
        yield buffer.subarray(0, bytesRead);
        at += bytesRead;
      }
    } finally {
      await file.close();
    }
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#file.close();
  }

  /** Never rejects: those who appended are told. */
  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      try {
        if (this.#failure !== undefined) throw this.#failure;
        await this.#append(Buffer.from(group.map(({ text }) => text).join('')));
        for (const { done } of group) done();
      } catch (cause) {
        this.#failure = cause;
        for (const { failed } of group) failed(cause);
      }
    }
    this.#writing = undefined;
  }

  /** Whoever else writes to the file would fork the history: then this one ends. */
  async #append(bytes: Buffer): Promise<void> {
    const { size } = await this.#file.stat();
    if (size !== this.#bytes) throw new Error('Somebody else wrote to the directory.');
    await this.#file.write(bytes, 0, bytes.length, this.#bytes);
    await this.#file.datasync();
    this.#bytes += bytes.length;
  }
}

/** Calls for each whole line; returns where the last one ends. */
async function readLines(file: FileHandle, line: (text: string, number: number) => void): Promise<number> {
  let rest: Buffer = Buffer.alloc(0);
  let end = 0;
  let number = 0;
  for (let at = 0; ; ) {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(CHUNK_BYTES), { position: at });
    if (bytesRead === 0) return end;
    at += bytesRead;
    rest = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
    for (let feed = rest.indexOf(0x0a); feed >= 0; feed = rest.indexOf(0x0a)) {
      line(rest.toString('utf8', 0, feed), number);
      number += 1;
      end += feed + 1;
      rest = rest.subarray(feed + 1);
    }
    if (rest.length > CHUNK_BYTES) throw new Error('A line is too long.');
  }
}

async function confirmFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
