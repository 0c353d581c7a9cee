import { describe, expect, it } from 'vitest';
import { decodeControls } from '../../src/sanitize/decode-controls.js';
import { createSanitizer } from '../../src/sanitize/sanitizer.js';
import { isGone, keepsTheRest, type MarkKind, markedCorpora, markedLines } from './corpora/marked-lines.ts';

const sanitizer = createSanitizer();
const clean = (line: string) => decodeControls(sanitizer.sanitizeText(line));

/** The goals of the project, and a little more: what was once found must not be lost. */
const GOALS: Readonly<Record<MarkKind, number>> = { s: 0.985, p: 1, i: 1, e: 1, ip: 1, ph: 0.97, id: 0.99 };

describe.each([1, 2, 3])(
  'lines that were written before the rules were tried on them, filled in by seed %i',
  (seed) => {
    const lines = markedCorpora().flatMap((corpus) => markedLines(corpus, seed));

    it('lose what leaks', () => {
      const marks = lines.flatMap(({ line, marks }) => marks.map((mark) => ({ mark, text: clean(line) })));
      const below = [...Map.groupBy(marks, ({ mark }) => mark.kind)].flatMap(([kind, ofKind]) => {
        const left = ofKind.filter(({ mark, text }) => !isGone(mark, text));
        return 1 - left.length / ofKind.length < GOALS[kind] ? left.map(({ text }) => `${kind}: ${text}`) : [];
      });
      expect(below).toEqual([]);
      expect(marks.length).toBeGreaterThan(1_500);
    });

    it('stay as they are where nothing leaks', () => {
      const ordinary = lines.filter(({ marks }) => marks.length === 0);
      expect(ordinary.length).toBeGreaterThan(1_100);
      expect(ordinary.map(({ line }) => [line, clean(line)]).filter(([line, after]) => line !== after)).toEqual([]);
    });

    it('keep what stands beside a leak, but for the rest of a header, a URL or a connection string', () => {
      // The strangers marked one leak of a line, though it may hold two.
      const whole = markedCorpora().filter((corpus) => !corpus.includes('strangers'));
      const leaking = whole.flatMap((corpus) => markedLines(corpus, seed)).filter(({ marks }) => marks.length > 0);
      const kept = leaking.filter((line) => keepsTheRest(line, clean(line.line)));
      expect(kept.length / leaking.length).toBeGreaterThan(0.94);
    });
  },
);
