import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_AGAIN_MS = 250;

/** Does the work while no other process does work under the same lock. A lock whose process has died is taken over. */
export async function withFileLock<Result>(lock: string, work: () => Promise<Result>): Promise<Result> {
  const claim = `${lock}.${process.pid}`;
  writeFileSync(claim, String(process.pid));
  const release = (): void => {
    if (ownerOf(lock) === process.pid) rmSync(lock, { force: true });
    rmSync(claim, { force: true });
  };
  process.once('exit', release);
  try {
    for (let round = 0; !take(lock, claim); round += 1) {
      if (round === 4) process.stderr.write(`otelseal: waiting for process ${ownerOf(lock)}, which makes the same.\n`);
      await sleep(LOOK_AGAIN_MS);
    }
    return await work();
  } finally {
    release();
    process.off('exit', release);
  }
}

function take(lock: string, claim: string): boolean {
  try {
    linkSync(claim, lock); // fails when it exists, and is never seen half written
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  }
  const owner = ownerOf(lock);
  if (owner !== undefined && !isAlive(owner)) discard(lock, owner, `${claim}.stale`);
  return false;
}

/** Removes the lock of a process that died; one that changed hands meanwhile is given back. */
function discard(lock: string, deadOwner: number, aside: string): void {
  try {
    renameSync(lock, aside);
    if (ownerOf(aside) !== deadOwner) linkSync(aside, lock);
  } catch {
    // another waiter was quicker; the next round sees what it did
  }
  rmSync(aside, { force: true });
}

function ownerOf(lock: string): number | undefined {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch {
    return undefined; // released in this moment
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}
