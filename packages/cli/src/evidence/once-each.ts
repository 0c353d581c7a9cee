import { hash } from 'node:crypto';

/** Lines that are remembered, about 100 bytes each; one beyond may come twice, which a verifier calls harmless. */
const MAX_REMEMBERED = 1_000_000;

/** Tells whether a line comes for the first time: a store may be asked twice for the same record. */
export function onceEach(): (line: Uint8Array) => boolean {
  const seen = new Set<string>();
  return (line) => {
    const digest = hash('sha256', line, 'base64').slice(0, 22);
    if (seen.has(digest)) return false;
    if (seen.size < MAX_REMEMBERED) seen.add(digest);
    return true;
  };
}
