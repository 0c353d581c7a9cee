import type { Report, ReportedStream } from '@otelseal/audit-integrity';

import { type BundleFileName, isBundleFileName, MAX_MANIFEST_BYTES } from './bundle-files.js';
import { Members } from './manifest-members.js';
import type { Selection } from './selection.js';

/** Size and content of one file. */
export interface FileDigest {
  readonly bytes: number;
  /** SHA-256, 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  readonly lines: number;
}

/** What a bundle says of itself. Nobody has signed it: what can be checked of it is, the rest is the exporter's word. */
export interface Manifest {
  readonly version: 1;
  readonly tool: string;
  /** When the sources were read, RFC 3339. */
  readonly exported: string;
  /** As the exporter named them. */
  readonly sources: readonly string[];
  /** A store's streams may go on, a file's must be closed. */
  readonly reading: 'file' | 'store';
  /** RFC 3339; empty where it is open. */
  readonly range: Report['range'];
  readonly selection: Selection;
  /** Whether whole streams are here although a range was asked for, because less would not have proven it. */
  readonly wholeStreams: boolean;
  readonly verdict: { readonly line: string; readonly exitCode: Report['exitCode'] };
  /** The first thousand, and how many more. */
  readonly streams: readonly ReportedStream[];
  readonly moreStreams: number;
  readonly leftOut: {
    /** Log records without a seal that do not speak as security records. */
    readonly ordinary: number;
    /** Pieces of the sources that could not be read. */
    readonly unreadable: number;
  };
  readonly files: readonly ({ readonly name: BundleFileName } & FileDigest)[];
}

const MAX_STREAMS = 1_000;
const MAX_TEXT = 8_192;
const MAX_LISTED = 1_000;

/** As few streams as it takes to stay within what a verifier reads. */
export function formatManifest(manifest: Omit<Manifest, 'moreStreams'>): string {
  for (let shown = Math.min(manifest.streams.length, MAX_STREAMS); ; shown = Math.floor(shown / 2)) {
    const moreStreams = manifest.streams.length - shown;
    const text = `${JSON.stringify({ ...manifest, streams: manifest.streams.slice(0, shown), moreStreams }, undefined, 2)}\n`;
    if (shown === 0 || Buffer.byteLength(text) <= MAX_MANIFEST_BYTES) return text;
  }
}

/** @throws {SyntaxError} saying what is wrong with it */
export function parseManifest(bytes: Buffer): Manifest {
  const members = Members.parse(bytes);
  if (members.value('version') !== 1) throw new SyntaxError('it is of another version than 1');
  const range = members.object('range');
  const selection = members.object('selection');
  const verdict = members.object('verdict');
  const leftOut = members.object('leftOut');
  const manifest: Manifest = {
    version: 1,
    tool: members.text('tool', MAX_TEXT),
    exported: members.time('exported'),
    sources: members.texts('sources', MAX_LISTED, MAX_TEXT),
    reading: members.oneOf('reading', ['file', 'store']),
    range: { from: range.timeOrNone('from'), to: range.timeOrNone('to') },
    selection: {
      services: selection.texts('services', MAX_LISTED, MAX_TEXT),
      streams: selection.texts('streams', MAX_LISTED, MAX_TEXT),
    },
    wholeStreams: members.truth('wholeStreams'),
    verdict: { line: verdict.text('line', MAX_MANIFEST_BYTES), exitCode: verdict.oneOf('exitCode', [0, 1, 2]) },
    streams: members.list('streams', MAX_STREAMS) as readonly ReportedStream[], // for people; nothing is decided by it
    moreStreams: members.count('moreStreams'),
    leftOut: { ordinary: leftOut.count('ordinary'), unreadable: leftOut.count('unreadable') },
    files: members.list('files', MAX_LISTED).map((file) => fileOf(new Members(file, 'files'))),
  };
  for (const part of [members, range, selection, verdict, leftOut]) part.nothingElse();
  const names = manifest.files.map(({ name }) => name);
  if (new Set(names).size < names.length) throw new SyntaxError('it names a file twice');
  return manifest;
}

function fileOf(members: Members): Manifest['files'][number] {
  const name = members.text('name', MAX_TEXT);
  const sha256 = members.text('sha256', MAX_TEXT);
  const file = { bytes: members.count('bytes'), sha256, lines: members.count('lines') };
  members.nothingElse();
  if (!isBundleFileName(name) || name === 'manifest.json' || name === 'SHA256SUMS')
    throw new SyntaxError('it names a file that no bundle has');
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new SyntaxError(`the digest of ${name} is none`);
  return { name, ...file };
}
