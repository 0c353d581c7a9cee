import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeControls } from '../../src/sanitize/decode-controls.js';
import { createSanitizer } from '../../src/sanitize/sanitizer.js';
import { markedCorpora, markedLines, onlyMarksReplaced, withAnyMarker } from './corpora/marked-lines.ts';

const sanitizer = createSanitizer();
const clean = (line: string) => withAnyMarker(decodeControls(sanitizer.sanitizeText(line)));

/** No random text stands in a file, as it may look like somebody's token. */
const shown = (left: string) =>
  left.replaceAll('\n', '⏎').replaceAll(/(?=[\w+/-]*\d)(?=[\w+/-]*[A-Za-z])[\w+/=-]{16,}/g, '{…}');

/**
 * Lines of which more or less than what is marked goes, as they come out: a rule takes the rest of a header or the whole path of a hook,
 * a stranger marked one leak of two, or a leak is not found yet. Each line that a rule learns leaves this file or changes in it.
 */
const OTHERWISE = readFileSync(new URL('./corpora/kept-otherwise.txt', import.meta.url), 'utf8').split(/^## (.*)\n/m);
const keptOtherwise = new Map(
  OTHERWISE.flatMap((name, at) =>
    at % 2 === 1 ? [[name, (OTHERWISE[at + 1] ?? '').split('\n').filter(Boolean)]] : [],
  ),
);

describe('of the lines in which something leaks', () => {
  it.each(markedCorpora())('exactly the leak goes, but for those that are listed: %s', (corpus) => {
    const others = markedLines(corpus, 1).flatMap((marked) => {
      const left = clean(marked.line);
      return marked.marks.length === 0 || left === onlyMarksReplaced(marked) ? [] : [shown(left)];
    });
    expect(others).toEqual(keptOtherwise.get(corpus) ?? []);
  });
});
