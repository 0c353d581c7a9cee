import { execFile } from 'node:child_process';
import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { PeerUnavailable } from '../../backends/peer-unavailable.ts';

const JOURNALD = '/usr/lib/systemd/systemd-journald';
const run = promisify(execFile);

/** A line that a process wrote to the journal. */
export interface JournalLine {
  /** What the kernel calls the process: `_COMM`. */
  readonly program: string;
  /** What the process calls itself: `SYSLOG_IDENTIFIER`. */
  readonly identifier: string;
  readonly message: string;
}

/** Rejects with PeerUnavailable where no journal can be kept. */
export async function requireJournal(): Promise<void> {
  try {
    accessSync(JOURNALD, constants.X_OK);
  } catch {
    throw new PeerUnavailable('systemd-journald is not installed');
  }
  await run('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/run']).catch((cause: unknown) => {
    throw new PeerUnavailable('a journal of its own needs root, and the right to mount', { cause });
  });
}

/**
 * A journal with these lines, written by the real systemd-journald in a mount namespace of its own, where it disturbs no other.
 *
 * @returns the folder that `journalctl --directory` reads
 */
export async function madeJournal(folder: string, lines: readonly JournalLine[]): Promise<string> {
  const [journal, programs, texts] = [join(folder, 'journal'), join(folder, 'programs'), join(folder, 'texts')];
  for (const made of [journal, programs, texts]) mkdirSync(made);
  const writes = lines.map(({ program, identifier, message }, index) => {
    const [binary, text] = [join(programs, program), join(texts, String(index))];
    writeFileSync(text, `${message}\n`);
    const log = `${quoted(binary)} -u $DEV_LOG -t ${quoted(identifier)}`;
    // The journal looks up who wrote a line after it has read it: the process must still be there.
    return `cp /usr/bin/logger ${quoted(binary)} && { cat ${quoted(text)}; sleep 0.5; } | ${log}`;
  });
  const script = [
    'set -e',
    'mount -t tmpfs tmpfs /run',
    'mkdir -p /run/systemd/journal /run/log/journal',
    `${JOURNALD} >/dev/null 2>&1 & pid=$!`,
    'DEV_LOG=/run/systemd/journal/dev-log',
    'for wait in $(seq 100); do [ -S $DEV_LOG ] && break; sleep 0.1; done',
    ...writes,
    'sleep 1',
    'kill $pid',
    'wait $pid || true',
    `cp -r /run/log/journal/. ${quoted(journal)}`,
  ];
  await run('unshare', ['--mount', '--fork', 'sh', '-c', script.join('\n')]);
  return journal;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
