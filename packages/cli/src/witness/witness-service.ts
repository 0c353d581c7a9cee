import { readFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import {
  directoryEnd,
  formatWitnessVkey,
  parseWitnessVkey,
  type Trust,
  Witness,
  type WitnessAnswer,
  WitnessDirectoryReader,
  type WitnessSigner,
} from '@otelseal/audit-integrity';

import { CliError, unavailable } from '../cli-error.js';
import { quoted } from '../output/escape-for-terminal.js';
import { DirectoryJournal } from './directory-journal.js';

/** What a witness service is made of. */
export interface WitnessServiceOptions {
  /** A folder of its own, already locked. */
  readonly folder: string;
  readonly signer: WitnessSigner;
  readonly trust: Trust;
  readonly maxOriginsPerPrincipal: number;
  /** Whole seconds since 1970. */
  readonly now: () => number;
}

/** An answer of which everything is on disk, and the directory's checkpoint that covers it. */
export interface ConfirmedAnswer extends WitnessAnswer {
  readonly directory: string;
}

/** Signs of life of the last checkpoint are kept this far apart, in seconds. */
const HEAD_INTERVAL_SECONDS = 1;

/** A witness with a memory that survives the power: nobody sees an answer before the disk has confirmed its entry. */
export class WitnessService {
  readonly #options: WitnessServiceOptions;
  readonly #witness: Witness;
  readonly #journal: DirectoryJournal;
  #headSeconds = 0;
  #heads: Promise<void> = Promise.resolve();

  private constructor(options: WitnessServiceOptions, witness: Witness, journal: DirectoryJournal) {
    this.#options = options;
    this.#witness = witness;
    this.#journal = journal;
  }

  /**
   * @throws {CliError} `ERR_UNAVAILABLE` when the state cannot be read, is another witness's, or is older than the last
   * checkpoint that this witness signed: a restored backup must not sign a second history
   */
  static async open(options: WitnessServiceOptions): Promise<WitnessService> {
    const { folder, signer, trust, maxOriginsPerPrincipal } = options;
    const witness = new Witness({ signer, trust, maxOriginsPerPrincipal });
    const vkey = formatWitnessVkey(signer.name, signer.publicKey);
    const last = lastHead(join(folder, 'head'));
    const reader = new WitnessDirectoryReader([parseWitnessVkey(vkey)]);
    let ended = last === undefined;
    const journal = await DirectoryJournal.open(folder, vkey, (entry) => {
      witness.restore(entry);
      if (ended) return;
      reader.add(entry);
      if (witness.size === last?.size) {
        reader.add(directoryEnd(last.note));
        ended = true;
      }
    });
    if (!ended && last?.size !== 0) {
      await journal.close();
      throw rolledBack(folder);
    }
    return new WitnessService(options, witness, journal);
  }

  get vkey(): string {
    const { name, publicKey } = this.#options.signer;
    return formatWitnessVkey(name, publicKey);
  }

  addOrigin(body: string, principal: string): Promise<ConfirmedAnswer> {
    return this.#confirmed(this.#witness.addOrigin(body, principal, this.#options.now()));
  }

  addCheckpoint(body: string): Promise<ConfirmedAnswer> {
    return this.#confirmed(this.#witness.addCheckpoint(body, this.#options.now()));
  }

  /** The latest cosigned checkpoint of an origin, by the SHA-256 of its name in hex. */
  async checkpointOf(originHash: string): Promise<string | undefined> {
    const note = this.#witness.checkpointOf(originHash);
    await this.#journal.settled();
    return note;
  }

  async directoryCheckpoint(): Promise<string> {
    const note = this.#witness.directoryCheckpoint(this.#options.now());
    await this.#journal.settled();
    return note;
  }

  /** All entries and the checkpoint over them, as lines. */
  async *directory(): AsyncGenerator<Uint8Array> {
    const { bytes } = this.#journal; // at one moment with the checkpoint, so that they fit
    const end = directoryEnd(this.#witness.directoryCheckpoint(this.#options.now()));
    await this.#journal.settled();
    yield* this.#journal.read(bytes);
    yield Buffer.from(`${end}\n`);
  }

  async close(): Promise<void> {
    const note = this.#witness.directoryCheckpoint(this.#options.now());
    await this.#heads;
    if (!this.#journal.hasFailed) await this.#keepHead(note);
    await this.#journal.close();
  }

  async #confirmed(answer: WitnessAnswer): Promise<ConfirmedAnswer> {
    const directory = this.#witness.directoryCheckpoint(this.#options.now()); // before others change it
    await (answer.entry === undefined ? this.#journal.settled() : this.#journal.append(answer.entry));
    const now = this.#options.now();
    if (answer.entry !== undefined && now >= this.#headSeconds + HEAD_INTERVAL_SECONDS) {
      this.#headSeconds = now;
      this.#heads = this.#heads.then(() => this.#keepHead(directory));
      await this.#heads;
    }
    return { ...answer, directory };
  }

  async #keepHead(note: string): Promise<void> {
    const path = join(this.#options.folder, 'head');
    const file = await open(`${path}.new`, 'w', 0o600);
    try {
      await file.writeFile(note);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.new`, path);
  }
}

/** What this witness signed last before it ended; undefined when it never did. */
function lastHead(path: string): { readonly note: string; readonly size: number } | undefined {
  try {
    const note = readFileSync(path, 'utf8');
    return { note, size: Number(note.split('\n')[1]) };
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unavailable(`${quoted(path)} cannot be read`, cause);
  }
}

function rolledBack(folder: string): CliError {
  return new CliError(
    'ERR_UNAVAILABLE',
    `The directory in ${quoted(folder)} is shorter than what this witness signed last: it was rolled back or damaged. Restore the newer one, or begin anew with another key.`,
  );
}
