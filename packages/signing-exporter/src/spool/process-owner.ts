import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { threadId } from 'node:worker_threads';

/** Who works in a spool folder. Written once, read by those who wonder whether he is still there. */
export interface Owner {
  readonly pid: number;
  readonly thread: number;
  /** When the process began, in the kernel's own count: a pid is used again, the pair is not. Empty where unknown. */
  readonly started: string;
  /** Where the pid means something: this boot of this kernel, this pid namespace. */
  readonly place: string;
}

export function thisOwner(): Owner {
  return { pid: process.pid, thread: threadId, started: startOf(process.pid), place: thisPlace() };
}

/** `unknown`: lives where this process cannot look, on another host or in another container. */
export function stateOf(owner: Owner): 'alive' | 'dead' | 'unknown' {
  if (owner.place !== thisPlace()) return 'unknown';
  if (!exists(owner.pid)) return 'dead';
  return startOf(owner.pid) === owner.started ? 'alive' : 'dead';
}

/** Reads an owner that anybody may have written; undefined for anything else. */
export function parseOwner(text: string): Owner | undefined {
  try {
    const { pid, thread, started, place } = JSON.parse(text) as Record<string, unknown>;
    if (!Number.isSafeInteger(pid) || (pid as number) < 1 || !Number.isSafeInteger(thread)) return undefined;
    if (typeof started !== 'string' || typeof place !== 'string') return undefined;
    return { pid: pid as number, thread: thread as number, started, place };
  } catch {
    return undefined;
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'; // EPERM: somebody else's, so it exists
  }
}

/** Field 22 of /proc/PID/stat; the command before it may contain spaces and parentheses. */
function startOf(pid: number): string {
  const stat = read(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

let place: string | undefined;

function thisPlace(): string {
  place ??= [
    hostname(),
    read(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    read(() => readlinkSync('/proc/self/ns/pid')),
  ].join(' ');
  return place;
}

/** Empty where there is no /proc. */
function read(from: () => string): string {
  try {
    return from();
  } catch {
    return '';
  }
}
