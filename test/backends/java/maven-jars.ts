import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { PeerUnavailable } from '../peer-unavailable.ts';

const MAVEN_CENTRAL = 'https://repo1.maven.org/maven2/';
const ANSWER_TIMEOUT_MS = 120_000;
const ATTEMPTS = 3;
const AT_ONCE = 6;

/** Path below Maven Central's root → SHA-256 in hex. */
export type PinnedJars = Readonly<Record<string, string>>;

/**
 * Fetches jars of Maven Central into a folder, which is made.
 * @throws {PeerUnavailable} naming the jar that cannot be had
 * @throws when one is not what its hash says
 */
export async function fetchJars(jars: PinnedJars, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const waiting = Object.entries(jars);
  const fetchSome = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [path, hash] = next;
      const content = await fetchJar(path);
      const found = createHash('sha256').update(content).digest('hex');
      if (found !== hash) throw new Error(`${path} of Maven Central has the SHA-256 ${found}, not ${hash}`);
      writeFileSync(join(folder, basename(path)), content);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fetchSome));
}

async function fetchJar(path: string): Promise<Buffer> {
  let cause: unknown;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    try {
      const answer = await fetch(MAVEN_CENTRAL + path, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
      if (answer.ok) return Buffer.from(await answer.arrayBuffer());
      cause = new Error(`HTTP ${answer.status}`);
    } catch (error) {
      cause = error;
    }
  }
  throw new PeerUnavailable(`Maven Central does not give ${path}: ${(cause as Error).message}`, { cause });
}
