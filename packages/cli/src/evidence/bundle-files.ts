/** Files that a bundle may hold, and no others: a name from outside never becomes a path. */
const FILES = {
  /** OTLP JSON lines, as a file source has them. */
  otlp: 'records.otlp.jsonl',
  /** Entries of Loki, one a line. */
  loki: 'records.loki.jsonl',
  /** Documents of Elasticsearch or OpenSearch, one a line. */
  elasticsearch: 'records.elasticsearch.jsonl',
  /** What the exporter says should be believed; never believed for being here. */
  trust: 'claimed-trust.json',
  /** What a witness saw, signed by it. */
  directory: 'witness-directory.jsonl',
  readme: 'README.md',
  manifest: 'manifest.json',
  /** Digests of all of these in the form of `sha256sum`. */
  checksums: 'SHA256SUMS',
} as const;

export const BUNDLE_FILES: Readonly<typeof FILES> = Object.freeze(FILES);

/** A name of {@link BUNDLE_FILES}. */
export type BundleFileName = (typeof FILES)[keyof typeof FILES];

/** In which form a source's records stand in a bundle: the one in which that source gave them. */
export type RecordForm = 'otlp' | 'loki' | 'elasticsearch';

export const RECORD_FORMS: readonly RecordForm[] = ['otlp', 'loki', 'elasticsearch'];

const NAMES: ReadonlySet<string> = new Set(Object.values(BUNDLE_FILES));

export function isBundleFileName(text: string): text is BundleFileName {
  return NAMES.has(text);
}

/** Of the manifest and of the list of digests, which are read as a whole. */
export const MAX_MANIFEST_BYTES: number = 4 * 1024 * 1024;
export const MAX_CHECKSUMS_BYTES: number = 4_096;
