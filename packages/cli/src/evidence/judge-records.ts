import { createVerifier, type Report, type Verifier, type VerifierOptions } from '@otelseal/audit-integrity';

import type { Io } from '../io.js';
import { Progress } from '../output/progress.js';
import { isBlank, readLines } from '../sources/line-reader.js';
import { DEFAULT_MAX_LINE_BYTES, parseRecord, readOtlpJsonLines } from '../sources/otlp-json-lines.js';
import type { TimeRange } from '../verify/judge-sources.js';
import { BUNDLE_FILES, RECORD_FORMS, type RecordForm } from './bundle-files.js';
import { parseElasticsearchLine, parseLokiLine } from './stored-line.js';
import type { VerifiedFiles } from './verified-files.js';

/**
 * The verdict over a bundle's records by the verifier of `otelseal verify`, each form under its store's projection. All records of a
 * range are kept, however far they are from it: the bundle was cut to what matters.
 *
 * @throws {CliError} `ERR_UNAVAILABLE` when a file cannot be read
 */
export async function judgeRecords(
  files: VerifiedFiles,
  forms: Iterable<RecordForm>,
  settings: VerifierOptions,
  range: TimeRange | undefined,
  io: Io,
): Promise<Report> {
  const all = { ...range, marginSeconds: Number.POSITIVE_INFINITY };
  const verifier = createVerifier(range === undefined ? settings : { ...settings, range: all });
  const progress = new Progress(io.stderr, io.now);
  const onLine = (): Promise<void> => progress.show(() => `${verifier.records} records of the bundle read`);
  const asked = new Set(forms);
  for (const form of RECORD_FORMS.filter((one) => asked.has(one))) {
    const name = BUNDLE_FILES[form];
    const chunks = files.chunks(name);
    if (form === 'otlp') {
      const lines = verifier.lines(parseRecord);
      await readOtlpJsonLines(chunks, verifier, { name, maxLineBytes: DEFAULT_MAX_LINE_BYTES, lines, onLine });
    } else await readStoredLines(form, chunks, verifier, onLine);
  }
  await progress.clear();
  return verifier.finish();
}

/** Whatever is no line of an export was put there by somebody else. */
async function readStoredLines(
  form: Exclude<RecordForm, 'otlp'>,
  chunks: AsyncIterable<Uint8Array>,
  verifier: Verifier,
  onLine: () => Promise<void>,
): Promise<void> {
  const name = BUNDLE_FILES[form];
  for await (const { number, bytes } of readLines(chunks, DEFAULT_MAX_LINE_BYTES)) {
    const place = `${name}:${number}`;
    try {
      if (bytes === undefined) throw new SyntaxError(`the line is longer than ${DEFAULT_MAX_LINE_BYTES} bytes`);
      if (isBlank(bytes)) throw new SyntaxError('the line is empty');
      if (form === 'loki') verifier.addLoki(parseLokiLine(bytes, place));
      else verifier.addElasticsearch(parseElasticsearchLine(bytes, place));
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause;
      verifier.unreadable({ place, why: cause.message, tampered: true });
    }
    await onLine();
  }
}
