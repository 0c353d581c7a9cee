import { lstatSync, statfsSync } from 'node:fs';
import { inspectSpool } from '@otelseal/signing-exporter';

import { type Finding, ok, warning } from './finding.js';

/** Less than this on the disk, and the spool's own bound of 256 MiB may never be reached. */
const LITTLE_SPACE = 512 * 1024 * 1024;

/** The folder, who works in it, what the dead left, and what no receiver takes. */
export function spoolFindings(directory: string | undefined): Finding[] {
  if (directory === undefined) return [ok('spool', 'none: what is in memory when the process is killed is lost')];
  const stats = lstatSync(directory, { throwIfNoEntry: false });
  if (stats === undefined) return [ok('spool', `${directory} is not there yet; it is created with mode 0700`)];
  const spool = inspectSpool(directory);
  const mode = (stats.mode & 0o777).toString(8).padStart(4, '0');
  return [
    (stats.mode & 0o077) === 0
      ? ok('spool', `${directory}, mode ${mode}`)
      : warning('spool', `${directory}, mode ${mode}: run chmod 700`),
    ...spool.processes.map(({ name, owner, waitingBytes }) =>
      ok('spool', `${name}: ${OWNERS[owner]}, ${size(waitingBytes)} waiting`),
    ),
    ...(spool.unsafe.length === 0 ? [] : [warning('spool', `others may read or change ${spool.unsafe.join(', ')}`)]),
    deadLetters(spool.deadLetterFiles, spool.deadLetterBytes),
    ok('spool', `${size(spool.keptBytes)} of delivered records kept for otelseal spool repair`),
    spaceOn(directory),
  ];
}

const OWNERS = {
  alive: 'locked by a running process',
  dead: 'orphaned; the next process takes it over',
  released: 'released; the next process takes it over',
  unknown: 'of another host or container; taken over when its lease ends',
} as const;

function deadLetters(files: number, bytes: number): Finding {
  if (files === 0) return ok('spool', 'no dead letters');
  return warning('spool', `${files} dead letters, ${size(bytes)}: records that no receiver takes`);
}

function spaceOn(directory: string): Finding {
  const { bavail, bsize } = statfsSync(directory);
  const free = bavail * bsize;
  return free < LITTLE_SPACE
    ? warning('spool', `only ${size(free)} free on its disk`)
    : ok('spool', `${size(free)} free on its disk`);
}

function size(bytes: number): string {
  if (bytes < 1_024) return `${bytes} B`;
  return bytes < 1_048_576 ? `${Math.round(bytes / 1_024)} KiB` : `${Math.round(bytes / 1_048_576)} MiB`;
}
