import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { BUNDLE_FILES, RECORD_FORMS, type RecordForm } from './bundle-files.js';
import { LineFile } from './line-file.js';

/**
 * All that was read from the sources, in files beside the bundle to be: a source is read once for the verdict and for the
 * evidence, and memory does not grow with it.
 */
export class ReadRecords {
  /** Pieces of the sources that hold no records: torn and overlong lines, entries that a store does not give. */
  unreadable = 0;
  readonly #folder: string;
  readonly #files = new Map<RecordForm, LineFile>();

  /** @param folder where only we write */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Forgets everything: the sources are read anew. */
  restart(): void {
    for (const form of this.#files.keys()) {
      this.#files.get(form)?.close();
      rmSync(this.pathOf(form));
    }
    this.#files.clear();
    this.unreadable = 0;
  }

  /** @throws {CliError} `ERR_UNAVAILABLE` when it cannot be written */
  add(form: RecordForm, line: string | Uint8Array): void {
    let file = this.#files.get(form);
    if (file === undefined) {
      file = new LineFile(this.pathOf(form));
      this.#files.set(form, file);
    }
    file.add(line);
  }

  /** No more comes. Resolves to the forms that are there. */
  close(): readonly RecordForm[] {
    const forms = RECORD_FORMS.filter((form) => this.#files.has(form));
    for (const form of forms) this.#files.get(form)?.close();
    return forms;
  }

  remove(): void {
    for (const form of this.#files.keys()) rmSync(this.pathOf(form));
    this.#files.clear();
  }

  pathOf(form: RecordForm): string {
    return join(this.#folder, `${BUNDLE_FILES[form]}.read`);
  }
}
