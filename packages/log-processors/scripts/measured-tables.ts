import { createSanitizer, decodeControls } from '@otelseal/log-processors';
import {
  isGone,
  MARK_NAMES,
  type MarkKind,
  markedCorpora,
  markedLines,
} from '../test/sanitize/corpora/marked-lines.ts';
import { ordinaryLines } from '../test/sanitize/corpora/noise.ts';
import { personalLines } from '../test/sanitize/corpora/personal.ts';
import { DIGITS, Random } from '../test/sanitize/corpora/random.ts';
import {
  type LeakingLine,
  namedSecretLines,
  standingSecretLines,
  vendorTokenLines,
} from '../test/sanitize/corpora/secrets.ts';

const SEED = 20_261_123;
type Report = (miss: string) => void;

/** All tables of docs/sanitizing.md, the same on every machine. */
export function measuredTables(report: Report = () => {}): string {
  return [
    markedTable(report),
    recallTable(
      [...vendorTokenLines(SEED), ...namedSecretLines(SEED), ...standingSecretLines(SEED), ...personalLines(SEED)],
      report,
    ),
    noiseTable(500, report),
    residualTable(20_000),
  ].join('\n\n');
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`;
}

/** The corpora of lines as programs write them; what is not marked must stay. */
function markedTable(report: Report): string {
  const sanitizer = createSanitizer();
  const counts = new Map<MarkKind, { total: number; gone: number }>();
  const ordinary = { total: 0, changed: 0 };
  for (const corpus of markedCorpora()) {
    for (const { line, marks } of markedLines(corpus, SEED)) {
      const clean = decodeControls(sanitizer.sanitizeText(line));
      if (marks.length === 0) {
        ordinary.total++;
        if (clean !== line) ordinary.changed++;
      }
      for (const mark of marks) {
        const count = counts.get(mark.kind) ?? { total: 0, gone: 0 };
        const gone = isGone(mark, clean);
        if (!gone) report(`${corpus}\t${mark.kind}\t${clean.slice(0, 160)}`);
        counts.set(mark.kind, { total: count.total + 1, gone: count.gone + (gone ? 1 : 0) });
      }
    }
  }
  const rows = [...counts].map(
    ([kind, { total, gone }]) => `| ${MARK_NAMES[kind]} | ${total} | ${percent(gone, total)} |`,
  );
  return [
    '| lines as programs write them | marked | gone |',
    '|---|---|---|',
    ...rows,
    `| ordinary lines among them | ${ordinary.total} | ${ordinary.changed} changed |`,
  ].join('\n');
}

function recallTable(lines: readonly LeakingLine[], report: Report): string {
  const sanitizer = createSanitizer();
  const kinds = new Map<string, { total: number; gone: number }>();
  for (const { kind, line, leaked } of lines) {
    const name = kind.startsWith('token: ') ? 'vendor tokens' : kind;
    const count = kinds.get(name) ?? { total: 0, gone: 0 };
    const gone = !sanitizer.sanitizeText(line).includes(leaked);
    if (!gone) report(`${kind}\t${line.slice(0, 160)}`);
    kinds.set(name, { total: count.total + 1, gone: count.gone + (gone ? 1 : 0) });
  }
  const rows = [...kinds].map(([kind, { total, gone }]) => `| ${kind} | ${total} | ${percent(gone, total)} |`);
  return ['| generated leaks | lines | gone |', '|---|---|---|', ...rows].join('\n');
}

function noiseTable(each: number, report: Report): string {
  const sanitizer = createSanitizer();
  const kinds = new Map<string, { total: number; changed: number }>();
  for (const { kind, line } of ordinaryLines(SEED, each)) {
    const count = kinds.get(kind) ?? { total: 0, changed: 0 };
    const clean = sanitizer.sanitizeText(line);
    if (clean !== line) report(`${kind}\t${clean.slice(0, 200)}`);
    kinds.set(kind, { total: count.total + 1, changed: count.changed + (clean === line ? 0 : 1) });
  }
  const rows = [...kinds].map(([kind, { total, changed }]) => `| ${kind} | ${total} | ${changed} |`);
  return ['| generated ordinary lines | lines | changed |', '|---|---|---|', ...rows].join('\n');
}

/** How many random runs of digits pass for a card where nothing before them says what they are. */
function residualTable(samples: number): string {
  const random = new Random(SEED);
  const rows = [12, 13, 14, 15, 16, 17, 19].map((length) => {
    const sanitizer = createSanitizer();
    let taken = 0;
    for (let run = 0; run < samples; run++) {
      const line = `value ${random.text(DIGITS, length)} seen`;
      if (sanitizer.sanitizeText(line) !== line) taken++;
    }
    return `| ${length} | ${samples} | ${((100 * taken) / samples).toFixed(2)} % |`;
  });
  return ['| random digits without context | samples | taken for a card |', '|---|---|---|', ...rows].join('\n');
}
