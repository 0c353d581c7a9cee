import { usageError } from '../cli-error.js';
import { didYouMean } from '../options/nearest-name.js';
import { quoted } from '../output/escape-for-terminal.js';

/** An OTLP JSON file, or standard input. */
export interface FileAddress {
  readonly kind: 'file';
  /** A path; undefined stands for standard input. */
  readonly path: string | undefined;
  /** As the user wrote it, for places in the report. */
  readonly name: string;
}

/** A back end. */
export interface StoreAddress {
  readonly kind: 'loki' | 'elasticsearch' | 'opensearch';
  readonly url: string;
  readonly name: string;
}

/** Where records are read from. */
export type SourceAddress = FileAddress | StoreAddress;

const STORES: readonly StoreAddress['kind'][] = ['loki', 'elasticsearch', 'opensearch'];

/**
 * Reads `file:PATH`, `file:-` and, for the same, `-`; `loki:URL`, `elasticsearch:URL`, `opensearch:URL`.
 *
 * @throws {CliError} `ERR_USAGE` for anything else
 */
export function parseSource(text: string): SourceAddress {
  if (text === '-') return { kind: 'file', path: undefined, name: text };
  const [, kind = '', rest = ''] = /^([A-Za-z][A-Za-z0-9+.-]*):(.*)$/s.exec(text) ?? [];
  const store = STORES.find((one) => one === kind);
  if (store !== undefined) {
    if (/^https?:\/\/[^/]/i.test(rest)) return { kind: store, url: rest, name: text };
    throw usageError(
      `${store}: needs an address, such as ${store}:http://127.0.0.1:${store === 'loki' ? 3100 : 9200}.`,
    );
  }
  if (kind !== 'file') {
    const hint = kind === '' ? ` For a file write ${quoted(`file:${text}`)}.` : didYouMean(kind, ['file', ...STORES]);
    throw usageError(
      `${quoted(text)} is not a source; a source is file:PATH, - for standard input, or the address of a store (loki:URL, elasticsearch:URL, opensearch:URL).${hint}`,
    );
  }
  if (rest === '') throw usageError('file: needs a path, or - for standard input.');
  return { kind, path: rest === '-' ? undefined : rest, name: rest };
}
