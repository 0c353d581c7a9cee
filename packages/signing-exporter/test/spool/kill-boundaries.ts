import fs from 'node:fs';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { SeededChoices } from './seeded-choices.ts';

/** Where a process can be killed between a record and its receiver. */
export const BOUNDARIES = [
  'before write',
  'in write',
  'after write',
  'before zeros ahead',
  'in zeros ahead',
  'after zeros ahead',
  'before checkpoint',
  'in checkpoint',
  'after checkpoint',
  'before fsync',
  'in fsync',
  'after fsync',
  'before folder fsync',
  'in a new segment',
  'before export',
  'during export',
  'before ack',
  'after ack',
  'before a delivered segment goes',
  'after a delivered segment went',
] as const;

export type Boundary = (typeof BOUNDARIES)[number];

const TYPE_AT = 8;
const WRITES = new Map([
  [0, 'zeros ahead'],
  [2, 'write'],
  [3, 'checkpoint'],
] as const);

/** Kills this process at the n-th time that it comes to a boundary. Writes are torn where the seed says. */
export function killAt(boundary: Boundary, occurrence: number, seed: number): void {
  const choices = new SeededChoices(seed);
  const real = { ...fs };
  let left = occurrence;
  const isNow = (here: Boundary): boolean => {
    if (here !== boundary) return false;
    left -= 1;
    return left === 0;
  };
  const reach = (here: Boundary): void => {
    if (isNow(here)) process.kill(process.pid, 'SIGKILL');
  };
  const pathOf = (descriptor: number): string => real.readlinkSync(`/proc/self/fd/${descriptor}`);

  const writeSync = (descriptor: number, bytes: Uint8Array, offset = 0, length = bytes.length, at?: number): number => {
    const path = descriptor > 2 ? pathOf(descriptor) : '';
    const write = (size: number): number => real.writeSync(descriptor, bytes, offset, size, at);
    if (path.endsWith('.ack')) {
      reach('before ack');
      const done = write(length);
      reach('after ack');
      return done;
    }
    const isFrame = path.endsWith('.seg') && offset === 0 && at !== 0;
    const what = isFrame ? WRITES.get(bytes[TYPE_AT] as 0 | 2 | 3) : undefined;
    if (what === undefined) return typeof bytes === 'string' ? real.writeSync(descriptor, bytes) : write(length);
    reach(`before ${what}`);
    if (isNow(`in ${what}`)) {
      write(choices.below(length));
      process.kill(process.pid, 'SIGKILL');
    }
    const done = write(length);
    reach(`after ${what}`);
    return done;
  };
  const fdatasync = (descriptor: number, done: (error: Error | null) => void): void => {
    reach('before fsync');
    real.fdatasync(descriptor, (error) => {
      reach('after fsync');
      done(error);
    });
    reach('in fsync');
  };
  const fsync = (descriptor: number, done: (error: Error | null) => void): void => {
    reach('before folder fsync');
    real.fsync(descriptor, done);
  };
  /** Also for modules that are loaded meanwhile, by their addresses. */
  const openSync = (path: string | URL, flags: number | string, mode?: number): number => {
    const descriptor = real.openSync(path, flags, mode);
    if (String(path).endsWith('.seg') && (Number(flags) & real.constants.O_CREAT) !== 0) reach('in a new segment');
    return descriptor;
  };
  const leaving = <Change extends (path: string, ...rest: never[]) => void>(change: Change): Change =>
    ((path: string, ...rest: never[]) => {
      if (path.endsWith('.seg')) reach('before a delivered segment goes');
      change(path, ...rest);
      if (path.endsWith('.seg')) reach('after a delivered segment went');
    }) as Change;
  const unlinkSync = leaving(real.unlinkSync as (path: string) => void);
  const renameSync = leaving(real.renameSync as (path: string, to: string) => void);
  Object.assign(fs, { writeSync, fdatasync, fsync, openSync, unlinkSync, renameSync });
  syncBuiltinESMExports();

  const end = http.ClientRequest.prototype.end;
  http.ClientRequest.prototype.end = function (this: http.ClientRequest, ...args: never[]) {
    reach('before export');
    this.once('finish', () => reach('during export')); // handed over; no answer has been read
    return end.apply(this, args as never);
  } as typeof end;
}
