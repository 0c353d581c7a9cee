import { accessSync } from 'node:fs';
import { METRIC_INTERNAL_ERRORS, METRIC_SPOOL_SYNCS, type SelfTelemetry } from '@otelseal/semantic-conventions';
import { confirmFolder, confirmFolderNow } from './confirm-folder.js';
import type { SegmentFile } from './segment-file.js';

/**
 * Asks the disk about segments and their names. A failed fdatasync may have thrown pages away, and asking again would
 * not show it: whoever asked must not rely on what was written before.
 */
export class DiskConfirmation {
  readonly #folder: string;
  readonly #telemetry: SelfTelemetry;
  #newNames = false;

  constructor(folder: string, telemetry: SelfTelemetry) {
    this.#folder = folder;
    this.#telemetry = telemetry;
  }

  /** A segment has begun: its name needs a confirmation, too. */
  nameAdded(): void {
    this.#newNames = true;
  }

  /** Resolves to whether everything written to these before the call is on disk. Never rejects. */
  async of(files: readonly SegmentFile[]): Promise<boolean> {
    try {
      await allOf(files.map((file) => file.sync()));
      await this.#names();
      accessSync(this.#folder); // gone when somebody took this process for dead: he delivers what was there before
      return this.#answer(true);
    } catch (cause) {
      return this.#answer(false, cause);
    }
  }

  /** The same before it returns. Never throws. */
  ofNow(files: readonly SegmentFile[]): boolean {
    try {
      for (const file of files) file.syncNow();
      if (this.#newNames) confirmFolderNow(this.#folder);
      this.#newNames = false;
      return this.#answer(true);
    } catch (cause) {
      return this.#answer(false, cause);
    }
  }

  /** A segment may begin while the disk answers: then its name needs a confirmation of its own. */
  async #names(): Promise<void> {
    if (!this.#newNames) return;
    this.#newNames = false;
    try {
      await confirmFolder(this.#folder);
    } catch (cause) {
      this.#newNames = true;
      throw cause;
    }
  }

  #answer(isOnDisk: boolean, cause?: unknown): boolean {
    this.#telemetry.add(METRIC_SPOOL_SYNCS, 1, { outcome: isOnDisk ? 'success' : 'failure' });
    if (isOnDisk) return true;
    const message = 'The disk did not confirm a write; what it held was not promised to anybody.';
    this.#telemetry.add(METRIC_INTERNAL_ERRORS, 1, { code: 'ERR_SPOOL_SYNC' });
    this.#telemetry.reportOnce('ERR_SPOOL_SYNC', message, cause);
    return false;
  }
}

/** Waits for all, also when one fails: a file must not be closed while the disk is asked about it. */
async function allOf(promises: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(promises)).find(({ status }) => status === 'rejected');
  if (failed !== undefined) throw (failed as PromiseRejectedResult).reason;
}
