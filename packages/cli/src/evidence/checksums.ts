import { type BundleFileName, isBundleFileName } from './bundle-files.js';

/** Digests by file, as `sha256sum` writes and checks them. */
export type Checksums = ReadonlyMap<BundleFileName, string>;

/** @example formatChecksums(new Map([['README.md', '9f86…']])) // "9f86…  README.md\n" */
export function formatChecksums(checksums: Checksums): string {
  return [...checksums]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, sha256]) => `${sha256}  ${name}\n`)
    .join('');
}

/** Undefined for anything that {@link formatChecksums} did not write: other files, names with paths, a name twice. */
export function parseChecksums(text: string): Checksums | undefined {
  const found = new Map<BundleFileName, string>();
  for (const line of text.split('\n').slice(0, -1)) {
    const [, sha256 = '', name = ''] = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line) ?? [];
    if (!isBundleFileName(name) || found.has(name)) return undefined;
    found.set(name, sha256);
  }
  return formatChecksums(found) === text ? found : undefined;
}
