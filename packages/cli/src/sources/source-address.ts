import { usageError } from '../cli-error.js';
import { didYouMean } from '../options/nearest-name.js';
import { quoted } from '../output/escape-for-terminal.js';

/** Where records are read from. */
export interface SourceAddress {
  readonly kind: 'file';
  /** A path; undefined stands for standard input. */
  readonly path: string | undefined;
  /** As the user wrote it, for places in the report. */
  readonly name: string;
}

const LATER = ['loki', 'elasticsearch', 'opensearch'];

/**
 * Reads `file:PATH`, `file:-` and, for the same, `-`.
 *
 * @throws {CliError} `ERR_USAGE` for anything else
 */
export function parseSource(text: string): SourceAddress {
  if (text === '-') return { kind: 'file', path: undefined, name: text };
  const [, kind = '', rest = ''] = /^([A-Za-z][A-Za-z0-9+.-]*):(.*)$/s.exec(text) ?? [];
  if (LATER.includes(kind)) {
    throw usageError(`Sources of kind ${kind}: are not in this version; it verifies OTLP JSON files (file:PATH).`);
  }
  if (kind !== 'file') {
    const hint = kind === '' ? ` For a file write ${quoted(`file:${text}`)}.` : didYouMean(kind, ['file', ...LATER]);
    throw usageError(`${quoted(text)} is not a source; a source is file:PATH, or - for standard input.${hint}`);
  }
  if (rest === '') throw usageError('file: needs a path, or - for standard input.');
  return { kind, path: rest === '-' ? undefined : rest, name: rest };
}
