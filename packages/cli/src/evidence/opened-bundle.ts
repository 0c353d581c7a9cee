import { lstatSync } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { Finding, TamperVerdict } from '@otelseal/audit-integrity';

import { CliError, unavailable, usageError } from '../cli-error.js';
import { quoted } from '../output/escape-for-terminal.js';
import {
  BUNDLE_FILES,
  type BundleFileName,
  isBundleFileName,
  MAX_CHECKSUMS_BYTES,
  MAX_MANIFEST_BYTES,
} from './bundle-files.js';
import { type Checksums, parseChecksums } from './checksums.js';
import { type FileDigest, type Manifest, parseManifest } from './manifest.js';
import { VerifiedFiles } from './verified-files.js';

/** Strange files that are named one by one. */
const MAX_STRANGERS = 20;

/** A folder that says it is a bundle. */
export interface OpenedBundle {
  readonly folder: string;
  readonly files: VerifiedFiles;
  readonly present: ReadonlySet<BundleFileName>;
  /** Undefined when it is not what the list of digests says and cannot be read: then nothing else can be judged. */
  readonly manifest: Manifest | undefined;
  readonly checksums: Checksums | undefined;
  /** What else lies in the folder. */
  readonly strangers: readonly string[];
}

/**
 * Looks at what is there without judging it.
 *
 * @throws {CliError} `ERR_USAGE` for what no export wrote, `ERR_UNAVAILABLE` when it cannot be read
 */
export async function openBundle(folder: string): Promise<OpenedBundle> {
  const { present, strangers } = await listed(folder);
  const files = new VerifiedFiles(folder);
  const refused = (why: string, cause?: unknown): Error =>
    usageError(`${quoted(folder)} is no evidence bundle: ${why}.`, cause);
  if (!present.has(BUNDLE_FILES.manifest)) throw refused(`it has no ${BUNDLE_FILES.manifest}`);
  let checksums: Checksums | undefined;
  if (present.has(BUNDLE_FILES.checksums)) {
    const text = (await files.whole(BUNDLE_FILES.checksums, MAX_CHECKSUMS_BYTES)).toString('latin1');
    checksums = parseChecksums(text);
    if (checksums === undefined) throw refused(`${BUNDLE_FILES.checksums} is no list of its files and their digests`);
  }
  const bytes = await files.whole(BUNDLE_FILES.manifest, MAX_MANIFEST_BYTES);
  let manifest: Manifest | undefined;
  try {
    manifest = parseManifest(bytes);
  } catch (cause) {
    const wasChanged =
      checksums !== undefined && checksums.get(BUNDLE_FILES.manifest) !== files.digest(BUNDLE_FILES.manifest)?.sha256;
    if (!(cause instanceof SyntaxError)) throw cause;
    if (!wasChanged) throw refused(`${BUNDLE_FILES.manifest}: ${cause.message}`, cause);
  }
  return { folder, files, present, manifest, checksums, strangers };
}

/** Whatever lies there by a name of a bundle is looked at; of all else only so much that it can be named. */
async function listed(folder: string): Promise<Pick<OpenedBundle, 'present' | 'strangers'>> {
  const strangers: string[] = [];
  try {
    if (!(await stat(folder)).isDirectory())
      throw usageError(`${quoted(folder)} is no evidence bundle: it is no folder.`);
    for await (const { name } of await opendir(folder)) {
      if (!isBundleFileName(name) && strangers.push(name) > MAX_STRANGERS) break;
    }
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    throw unavailable(`${quoted(folder)} cannot be read`, cause);
  }
  const present = Object.values(BUNDLE_FILES).filter(
    (name) => lstatSync(join(folder, name), { throwIfNoEntry: false }) !== undefined,
  );
  return { present: new Set(present), strangers };
}

/**
 * Where the folder is not what was exported, as far as its own lists and the given digest of them tell. To be asked when all
 * files were read.
 *
 * @param sha256 what the list of digests must have, from outside
 */
export function bundleFindings(bundle: OpenedBundle, sha256: string | undefined): Finding[] {
  const { manifest, checksums, present, strangers, files } = bundle;
  const findings: Finding[] = [];
  const found = (verdict: TamperVerdict, name: string, detail: string): void => {
    findings.push({ verdict, stream: '-', sequence: '-', field: name, detail, place: 'the bundle' });
  };
  const stated = new Map<BundleFileName, string>(checksums ?? []);
  const named = new Map<BundleFileName, FileDigest>(manifest?.files.map(({ name, ...digest }) => [name, digest]));
  for (const name of new Set([...stated.keys(), ...named.keys()])) {
    const digest = files.digest(name);
    if (!present.has(name)) found('MISSING', name, 'the bundle lists this file and does not have it');
    else if (digest !== undefined && checksums !== undefined && stated.get(name) !== digest.sha256)
      found('MODIFIED', name, `its SHA-256 is ${digest.sha256}, the list says ${stated.get(name) ?? 'nothing'}`);
    else if (digest !== undefined && named.has(name) && !isSame(named.get(name), digest))
      found('MODIFIED', name, `it has ${digest.bytes} bytes and SHA-256 ${digest.sha256}, the manifest says otherwise`);
  }
  const own: readonly BundleFileName[] = [BUNDLE_FILES.manifest, BUNDLE_FILES.checksums];
  for (const name of present) {
    const isListed = own.includes(name) || manifest === undefined || named.has(name);
    if (!isListed) found('INSERTED', name, 'the manifest does not name this file');
  }
  if (checksums === undefined) found('MISSING', BUNDLE_FILES.checksums, 'the list of digests is gone');
  else if (!stated.has(BUNDLE_FILES.manifest)) found('MODIFIED', BUNDLE_FILES.checksums, 'it leaves out the manifest');
  const digest = files.digest(BUNDLE_FILES.checksums)?.sha256;
  if (sha256 !== undefined && digest !== undefined && digest !== sha256)
    found(
      'MODIFIED',
      BUNDLE_FILES.checksums,
      `its SHA-256 is ${digest}, not the one that was given: this is another bundle`,
    );
  for (const name of strangers.slice(0, MAX_STRANGERS))
    found('INSERTED', printable(name), 'no export writes such a file');
  if (strangers.length > MAX_STRANGERS) found('INSERTED', '-', 'more files that no export writes');
  return findings;
}

function isSame(a: FileDigest | undefined, b: FileDigest): boolean {
  return a?.bytes === b.bytes && a.sha256 === b.sha256 && a.lines === b.lines;
}

/** Names of files are chosen by strangers; a report has ASCII. */
function printable(name: string): string {
  return name.slice(0, 100).replace(/[^\x21-\x7e]/g, '?');
}
